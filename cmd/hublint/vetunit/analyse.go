package vetunit

import (
	"archive/zip"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/facts"
	"github.com/hublint/hublint/cmd/hublint/fix"
	"github.com/hublint/hublint/cmd/hublint/reach"
	"github.com/hublint/hublint/cmd/hublint/unit"
)

// analyse does one unit and reports whether it showed any finding.
func (d *Door) analyse(cfg *config, opts *options) (found bool, err error) {
	out := d.Stdout
	if cfg.Stdout != "" {
		f, err := os.Create(cfg.Stdout)
		if err != nil {
			return false, err
		}
		defer func() {
			if closeErr := f.Close(); err == nil {
				err = closeErr
			}
		}()
		out = f
	}
	res, v, err := d.examine(cfg, opts)
	if err != nil {
		return false, err
	}
	if cfg.VetxOutput != "" {
		if err := v.write(cfg.VetxOutput); err != nil {
			return false, err
		}
	}
	if !res.shown(v.traits) {
		// A dependency's failure would go unseen, and its importers would miss its facts.
		return false, res.err
	}
	return len(res.diags) > 0, res.print(out, d.Stderr)
}

// examine finds out whether the unit matters, and does with it what is needed.
func (d *Door) examine(cfg *config, opts *options) (*result, vetx, error) {
	dir := ""
	if cfg.inMainModule() {
		dir = cfg.Dir
	}
	clients, err := d.Clients(dir)
	if err != nil {
		return nil, vetx{}, err
	}
	v := vetx{}
	if v.traits, err = cfg.traits(clients); err != nil {
		return nil, vetx{}, err
	}
	res := &result{cfg: cfg, opts: opts}
	switch {
	case v.traits&reaches != 0:
		res.extent = whole
	case cfg.inMainModule() && reach.HasHelper(os.ReadFile, cfg.GoFiles):
		res.extent = helpers
	}
	if res.extent.analysed() || !cfg.VetxOnly {
		if res.analyzer, err = d.Analyzer(dir); err != nil {
			return nil, vetx{}, err
		}
	}
	if res.extent.analysed() || !cfg.hasExportData() {
		if err := res.examine(&v); err != nil {
			return nil, vetx{}, err
		}
	}
	return res, v, nil
}

// traits finds out about a unit without parsing it.
func (c *config) traits(clients reach.Clients) (traits, error) {
	var t traits
	for _, name := range c.PackageVetx {
		dep, err := readTraits(name)
		if err != nil {
			return 0, err
		}
		t |= dep
	}
	if c.hasTestFiles() {
		t |= variant
	}
	if t&reaches != 0 || clients.Has(c.ImportPath) {
		return t | reaches, nil
	}
	for _, path := range c.imports() {
		if clients.Has(path) {
			return t | reaches, nil
		}
	}
	if c.inMainModule() && clients.Configured() && c.mentions(clients) {
		return t | reaches, nil
	}
	// The standard library has no module, and no directives.
	if c.module() != nil && reach.HasDirective(os.ReadFile, c.GoFiles) {
		t |= reaches
	}
	return t, nil
}

// mentions reports whether a client that the configuration describes may come by way of a
// direct import. Packages of other modules are analysed without the configuration, so what was
// written about the import does not say. What cannot be read mentions nothing: whoever needs it
// reports the error.
func (c *config) mentions(clients reach.Clients) bool {
	return slices.ContainsFunc(c.imports(), func(path string) bool {
		if name := c.PackageFile[path]; name != "" {
			exports, err := os.ReadFile(name)
			return err == nil && clients.Mentioned(exports)
		}
		v, err := readVetx(c.PackageVetx[path])
		return err == nil && clients.Mentioned(v.types)
	})
}

// A result is what an analysis has found in a unit.
type result struct {
	cfg      *config
	opts     *options
	analyzer *analysis.Analyzer
	extent   extent
	fset     *token.FileSet
	unit     *unit.Unit // nil if nothing was type-checked
	diags    []analysis.Diagnostic
	err      error // the analyzer's own
}

// examine type-checks the unit, analyses it if it matters, and completes v.
func (r *result) examine(v *vetx) error {
	c := newChecker(r.cfg)
	u, err := c.check(r.extent)
	if err != nil {
		return err
	}
	r.unit, r.fset = u, u.Fset
	if !r.cfg.hasExportData() {
		if v.types, err = c.types(u); err != nil {
			return err
		}
	}
	if !r.extent.analysed() {
		return nil
	}
	codec, err := facts.NewCodec(r.analyzer)
	if err != nil {
		return err
	}
	u.Facts = facts.New(u.Pkg)
	if err := c.importFacts(codec, u.Facts); err != nil {
		return err
	}
	if r.diags, r.err = u.Run(r.analyzer); r.err != nil {
		return nil
	}
	v.facts, err = codec.Encode(u.Facts)
	return err
}

// importFacts reads the facts of the direct imports, in the order of their paths.
func (c *checker) importFacts(codec *facts.Codec, into *facts.Set) error {
	for _, path := range c.cfg.imports() {
		v, err := c.vetx(path)
		if err != nil {
			return err
		}
		lookup := func(path string) *types.Package { return c.imports[path] }
		if err := codec.Decode(into, v.facts, lookup); err != nil {
			return fmt.Errorf("importing %q: %w", path, err)
		}
	}
	return nil
}

// shown reports whether the unit's findings are to be shown. See the package comment.
func (r *result) shown(t traits) bool {
	switch {
	case !r.cfg.VetxOnly:
		return true
	case len(r.diags) == 0 || r.opts.fix || !r.cfg.inMainModule() || t&variant != 0:
		return false
	case r.unit.Pkg.Name() == "main":
		return false // the go command always makes a test variant of a command
	}
	tests, err := r.cfg.hasOwnTests(r.unit.Pkg.Name())
	return err == nil && !tests
}

// print writes findings, changed files or differences.
func (r *result) print(stdout, stderr io.Writer) error {
	switch {
	case r.opts.fix && r.err == nil:
		return r.fix(stdout)
	case r.opts.json:
		return writeJSON(stdout, r.fset, r.cfg.ID, r.analyzer.Name, r.diags, r.err)
	case r.err != nil:
		return r.err
	}
	for _, d := range r.diags {
		writePlain(stderr, r.fset, r.opts.context, d)
	}
	return nil
}

// fix applies fixes, to the archive if there is one.
func (r *result) fix(stdout io.Writer) error {
	var plan fix.Plan
	if r.unit != nil {
		plan.Add(r.fset, r.unit.Files, r.diags)
	}
	files, err := plan.Files()
	if err != nil {
		return err
	}
	switch {
	case r.opts.diff:
		for _, f := range files {
			if _, err := io.WriteString(stdout, fix.Diff(f)); err != nil {
				return err
			}
		}
	case r.cfg.FixArchive != "":
		if err := archive(r.cfg.FixArchive, r.cfg.ID, files); err != nil {
			return err
		}
	default:
		for _, f := range files {
			if err := os.WriteFile(f.Name, f.New, 0o666); err != nil {
				return err
			}
		}
	}
	if plan.Conflicts > 0 {
		return fmt.Errorf("%d fixes left out because they overlap others; run the command again", plan.Conflicts)
	}
	return nil
}

// archive writes changed files to a zip, from which the go command takes them when all
// units are done.
func archive(name, id string, files []fix.File) error {
	f, err := os.Create(name)
	if err != nil {
		return fmt.Errorf("writing fixed files: %w", err)
	}
	defer f.Close()
	zw := zip.NewWriter(f)
	if err := zw.SetComment(id); err != nil {
		return err
	}
	for _, file := range files {
		w, err := zw.Create(file.Name)
		if err != nil {
			return err
		}
		if _, err := w.Write(file.New); err != nil {
			return err
		}
	}
	if err := zw.Close(); err != nil {
		return err
	}
	return f.Close()
}

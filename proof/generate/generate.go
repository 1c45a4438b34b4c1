// Package generate writes device programs at random: real Go that type-checks, from a
// grammar of the ways in which device code opens, guards, retries and closes a connection.
//
// The grammar has two layers that multiply. One is how a connect is written and how its
// outcome is looked at; the other is where such a statement stands: branches, loops,
// closures, deferred calls, helpers, methods, a second package. The generator keeps a rough
// idea of which clients may be open, and mostly guards or closes those before it connects
// them again, so that correct and faulty programs come out in similar numbers; what is
// really true of a program is for package oracle to find out.
//
// The same seed gives the same program.
package generate

import (
	"fmt"
	"go/format"
	"math/rand/v2"
	"sort"
	"strings"

	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/world"
)

// New returns a program by its number. It writes until the result type-checks: now and then
// a variable is never used, or a goto jumps over a declaration.
func New(lib *program.Library, seed, number uint64) (*program.Loaded, error) {
	var err error
	for try := range uint64(100) {
		g := &gen{r: rand.New(rand.NewPCG(seed, number<<8|try))}
		g.id = number
		g.families = familiesOf(seed, number)
		var p *program.Program
		if p, err = g.program(); err != nil {
			continue
		}
		var l *program.Loaded
		if l, err = program.Load(lib, p); err == nil {
			return l, nil
		}
	}
	return nil, err
}

// A gen writes one program.
type gen struct {
	r      *rand.Rand
	id     uint64
	main   *pkg
	link   *pkg // a second package, or nil
	names  int
	conds  int
	budget int     // rest of the questions that the program may ask
	slips  float64 // how often something is forgotten
	// families are the parts of the grammar that this program draws from besides the common ones.
	families family
	helpers  []*helper
	once     map[string]bool // declarations that are needed once, by name
}

// A pkg is a package being written.
type pkg struct {
	path    string
	imports map[string]bool
	decls   strings.Builder
}

func (g *gen) program() (*program.Program, error) {
	path := fmt.Sprintf("example.com/p%d", g.id)
	g.main = &pkg{path: path, imports: make(map[string]bool)}
	if g.chance(0.3) {
		g.link = &pkg{path: path + "/link", imports: make(map[string]bool)}
	}
	g.once = make(map[string]bool)
	g.budget = 7 + g.r.IntN(5)
	g.slips = []float64{0, 0.1, 0.2, 0.4}[g.r.IntN(4)]
	g.run()
	p := &program.Program{}
	for _, k := range []*pkg{g.link, g.main} {
		if k == nil || k.decls.Len() == 0 {
			continue
		}
		src, err := format.Source([]byte(k.source()))
		if err != nil {
			return nil, fmt.Errorf("%w in\n%s", err, k.source())
		}
		p.Files = append(p.Files, program.File{Path: k.path, Source: string(src)})
	}
	return p, nil
}

func (k *pkg) source() string {
	var b strings.Builder
	fmt.Fprintf(&b, "package %s\n\n", k.name())
	var paths []string
	for path := range k.imports {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	if len(paths) > 0 {
		b.WriteString("import (\n")
		for _, path := range paths {
			fmt.Fprintf(&b, "%q\n", path)
		}
		b.WriteString(")\n\n")
	}
	b.WriteString(k.decls.String())
	return b.String()
}

func (k *pkg) name() string { return k.path[strings.LastIndexByte(k.path, '/')+1:] }

// use adds the imports of a piece of source to k, by the qualifiers in it.
func (k *pkg) use(src string) {
	for qual, path := range map[string]string{
		"hub.": world.Hub, "env.": world.Env, "fmt.": "fmt", "errors.": "errors", "log.": "log",
		"os.": "os", "sync.": "sync", "time.": "time",
	} {
		for i := 0; ; {
			j := strings.Index(src[i:], qual)
			if j < 0 {
				break
			}
			i += j
			if i == 0 || !wordByte(src[i-1]) {
				k.imports[path] = true
				break
			}
			i += len(qual)
		}
	}
	if !strings.HasSuffix(k.path, "/link") && strings.Contains(src, "link.") {
		k.imports[k.path+"/link"] = true
	}
}

func wordByte(b byte) bool {
	return b == '_' || b == '.' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

func (k *pkg) declare(src string) {
	k.use(src)
	k.decls.WriteString(src)
	k.decls.WriteString("\n\n")
}

// declareOnce adds a declaration to k, unless it has it.
func (g *gen) declareOnce(k *pkg, name, src string) {
	if key := k.path + " " + name; !g.once[key] {
		g.once[key] = true
		k.declare(src)
	}
}

func (g *gen) chance(p float64) bool { return g.r.Float64() < p }

// slip reports whether to make a mistake here.
func (g *gen) slip() bool { return g.chance(g.slips) }

func (g *gen) name(prefix string) string {
	g.names++
	return fmt.Sprintf("%s%d", prefix, g.names)
}

// cond returns a condition that nobody can know.
func (g *gen) cond() string {
	g.conds++
	g.budget--
	return fmt.Sprintf("env.Cond(%d)", g.conds)
}

// A choice is one way to write something.
type choice struct {
	weight int
	write  func()
}

// pick writes one of the choices.
func (g *gen) pick(cs ...choice) {
	sum := 0
	for _, c := range cs {
		sum += c.weight
	}
	n := g.r.IntN(sum)
	for _, c := range cs {
		if n -= c.weight; n < 0 {
			c.write()
			return
		}
	}
}

func (g *gen) oneOf(list ...string) string { return list[g.r.IntN(len(list))] }

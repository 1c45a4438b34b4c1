package vetunit

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

// options are the flags that go vet itself may pass.
type options struct {
	version string
	flags   bool
	json    bool
	fix     bool
	diff    bool
	context int
}

// flags declares all flags.
func (d *Door) flags() (*options, *flag.FlagSet) {
	opts := new(options)
	fs := flag.NewFlagSet(d.Name, flag.ContinueOnError)
	fs.SetOutput(d.Stderr)
	fs.StringVar(&opts.version, "V", "", "print version (\"full\") and exit")
	fs.BoolVar(&opts.flags, "flags", false, "print flags in JSON and exit")
	fs.BoolVar(&opts.json, "json", false, "print diagnostics as JSON")
	fs.BoolVar(&opts.fix, "fix", false, "apply the first fix of each diagnostic")
	fs.BoolVar(&opts.diff, "diff", false, "with -fix, print a diff and change nothing")
	fs.IntVar(&opts.context, "c", -1, "print this many lines around each diagnostic")
	if d.Flags != nil {
		d.Flags(fs)
	}
	return opts, fs
}

// printFlags tells the go command which flags it may pass on. It adds -fix by itself.
func (d *Door) printFlags(fs *flag.FlagSet) error {
	type jsonFlag struct {
		Name  string
		Bool  bool
		Usage string
	}
	list := []jsonFlag{}
	fs.VisitAll(func(f *flag.Flag) {
		if f.Name == "fix" || f.Name == "flags" || f.Name == "V" {
			return
		}
		b, ok := f.Value.(interface{ IsBoolFlag() bool })
		list = append(list, jsonFlag{f.Name, ok && b.IsBoolFlag(), f.Usage})
	})
	data, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(d.Stdout, "%s\n", data)
	return err
}

// printVersion identifies the tool. The go command takes the last field for the identity of
// a tool whose version is "devel".
func (d *Door) printVersion(mode string) error {
	if mode != "full" {
		return fmt.Errorf("unsupported flag value: -V=%s (use -V=full)", mode)
	}
	name, err := os.Executable()
	if err != nil {
		return err
	}
	id, err := d.Identity()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(d.Stdout, "%s version devel buildID=%s\n", name, id)
	return err
}

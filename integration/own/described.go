package own

import "example.com/own/line"

func badLine(l *line.Line) error {
	if err := l.Open(); err != nil {
		return err
	}
	return l.Open() // want doubleconnect
}

func goodLine(l *line.Line) error {
	if err := l.Open(); err != nil {
		return err
	}
	l.Shut()
	return l.Open()
}

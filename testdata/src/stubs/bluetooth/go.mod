module tinygo.org/x/bluetooth

go 1.26

module github.com/vaelen/iot

go 1.26

module github.com/gonzalop/mq

go 1.26

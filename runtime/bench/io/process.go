package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
)

// contestants are the processes that this program can be.
var contestants = map[string]func() error{
	"ours epoll":     serveOurs("epoll"),
	"ours io_uring":  serveOurs("io_uring"),
	"net":            serveNet,
	"gnet":           serveGnet,
	"nbio":           serveNbio,
	"ours promises":  readFiles(oursPromises),
	"ours callbacks": readFiles(oursCallbacks),
	"os.ReadFile":    readFiles(sequential),
	"64 goroutines":  readFiles(goroutines64),
	"slow":           serveSlowly,
	"ours":           fetch(oursGets),
	"goroutines":     fetch(goroutineGets),
}

// errMissing says that a peer is not installed.
var errMissing = errors.New("not installed")

// command is the process of a contestant, on one processor if possible.
func command(cpu int, who string, args ...string) (*exec.Cmd, error) {
	line := []string{os.Args[0], "-mode", who}
	switch {
	case strings.HasPrefix(who, "Node"):
		line = []string{"node", "peers/peers.js", who}
	case who == "libuv":
		program, err := buildUV()
		if err != nil {
			return nil, errMissing
		}
		line = []string{program}
	}
	if path, err := exec.LookPath("taskset"); err == nil && cpu >= 0 {
		line = append([]string{path, "-c", strconv.Itoa(cpu)}, line...)
	}
	if _, err := exec.LookPath(line[0]); err != nil {
		return nil, errMissing
	}
	if who == "Node" || strings.HasPrefix(who, "Node ") {
		if _, err := exec.LookPath("node"); err != nil {
			return nil, errMissing
		}
	}
	cmd := exec.Command(line[0], append(line[1:], args...)...)
	cmd.Dir = "io"
	if _, err := os.Stat("peers"); err == nil {
		if _, err := os.Stat("io"); err != nil {
			cmd.Dir = ""
		}
	}
	cmd.Stderr = os.Stderr
	return cmd, nil
}

var buildUV = sync.OnceValues(func() (string, error) {
	program := filepath.Join(os.TempDir(), "unnest-bench-uv-echo")
	source := "io/peers/echo.c"
	if _, err := os.Stat(source); err != nil {
		source = "peers/echo.c"
	}
	return program, exec.Command("cc", "-O2", "-o", program, source, "-luv").Run()
})

// A server is a process that has said at which port it is.
type server struct {
	cmd  *exec.Cmd
	port string
}

func start(who string, cpu int) (*server, error) {
	cmd, err := command(cpu, who)
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, err := strconv.Atoi(lines.Text()); err == nil { // gnet logs something before
			return &server{cmd, lines.Text()}, nil
		}
	}
	return nil, fmt.Errorf("%s did not start", who)
}

func (s *server) stop() {
	s.cmd.Process.Kill()
	s.cmd.Wait()
}

// cpu is what the process has spent so far, in nanoseconds.
func (s *server) cpu() (total float64) {
	tasks, _ := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", s.cmd.Process.Pid))
	for _, task := range tasks {
		text, err := os.ReadFile(task)
		if err != nil {
			continue
		}
		var ns float64
		fmt.Sscan(string(text), &ns)
		total += ns
	}
	return total
}

// resident is the memory of the process in bytes.
func (s *server) resident() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	var size, pages float64
	fmt.Sscan(string(text), &size, &pages)
	return pages * float64(os.Getpagesize())
}

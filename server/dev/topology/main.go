// Topology runs the production shape on this machine until it is told to stop:
// PostgreSQL, Temporal on it, its console, two workers and two servers, as docker-compose.yml
// does with containers. It builds what it runs, Temporal once and for all.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"

	"yingsu/server/dev/topology/fleet"
)

func main() {
	data := flag.String("data", "topology-data", "`directory` of the data and the logs")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *data); err != nil {
		fmt.Fprintln(os.Stderr, "topology:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, data string) error {
	data, err := filepath.Abs(data)
	if err != nil {
		return err
	}
	source, err := fleet.Source(ctx)
	if err != nil {
		return err
	}
	fmt.Println("building; Temporal takes some minutes the first time")
	programs, err := fleet.Build(ctx, source, filepath.Join(data, "bin"))
	if err != nil {
		return err
	}
	if err := programs.BuildConsole(ctx, source); err != nil {
		return err
	}
	f, err := fleet.Start(ctx, fleet.Options{Dir: data, Source: source, Programs: programs})
	if err != nil {
		return err
	}
	if err := announce(ctx, f, data); err != nil {
		return errors.Join(err, f.Stop())
	}
	<-ctx.Done()
	return f.Stop()
}

func announce(ctx context.Context, f *fleet.Fleet, data string) error {
	first, err := f.FirstLink(ctx)
	if err != nil {
		return err
	}
	for _, site := range f.Sites {
		fmt.Println("pages and API ", site)
	}
	fmt.Printf("Temporal       %s, namespace %s\nledger         %s\nlogs           %s\n",
		f.Temporal.Address(), fleet.Namespace, f.Postgres.URL("yingsu"), filepath.Join(data, "logs"))
	if first != "" {
		fmt.Printf("first sign-in  %s (within a day, once)\n", first)
	}
	for _, p := range f.Parts() {
		fmt.Printf("  %-12s process %d\n", p.Name, p.PID())
	}
	fmt.Println("ready")
	return nil
}

// Gateway is a real S3 service for tests: Versity's, on a directory of this machine, with
// one account.
//
//	gateway OBJECTS ASIDE HOST:PORT KEY SECRET
//
// OBJECTS and ASIDE are directories, for what is kept and for what is known of it.
//
// It is a module of its own, so that nothing of it comes into the programs.
package main

import (
	"context"
	"log"
	"os"
	"os/signal"
	"syscall"

	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
)

func main() {
	if len(os.Args) != 6 {
		log.Fatal("gateway OBJECTS ASIDE HOST:PORT KEY SECRET")
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, os.Args[1], os.Args[2], os.Args[3], os.Args[4], os.Args[5]); err != nil {
		log.Fatal(err)
	}
}

func serve(ctx context.Context, objects, aside, address, key, secret string) error {
	known, err := meta.NewSideCar(aside)
	if err != nil {
		return err
	}
	disk, err := posix.New(objects, known, posix.PosixOpts{SideCarDir: aside})
	if err != nil {
		return err
	}
	return embedgw.RunVersityGW(ctx, disk, &embedgw.Config{
		RootUserAccess: key, RootUserSecret: secret, Ports: []string{address},
		MaxConnections: 1000, MaxRequests: 1000, MultipartMaxParts: 10_000, Quiet: true, KeepAlive: true,
	})
}

package embedded

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/server/common/log"
)

// awaitReady returns once the frontend answers, the shard of workflow
// histories is loaded and every search attribute can be asked for.
func awaitReady(ctx context.Context, address string, o Options, logger log.Logger) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	c, err := client.NewLazyClient(client.Options{
		HostPort:  address,
		Namespace: o.Namespace,
		Logger:    log.NewSdkLogger(logger),
	})
	if err != nil {
		return err
	}
	defer c.Close()
	for {
		err := probe(ctx, c, o)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("no answer in time: %w", err)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func probe(ctx context.Context, c client.Client, o Options) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	var notFound *serviceerror.NotFound
	if _, err := c.DescribeWorkflowExecution(ctx, "no such workflow", ""); !errors.As(err, &notFound) {
		return fmt.Errorf("asking for a workflow: %w", err)
	}
	var query []string
	for _, key := range o.SearchAttributes {
		query = append(query, "`"+key.GetName()+"` IS NOT NULL")
	}
	_, err := c.CountWorkflow(ctx, &workflowservice.CountWorkflowExecutionsRequest{Query: strings.Join(query, " OR ")})
	return err
}

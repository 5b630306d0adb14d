package office

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"

	"yingsu/models"
	"yingsu/workflows"
	"yingsu/workflows/dial"
)

// silence is how long nothing was heard of a worker that is taken for dead. A
// worker's word carries its own clock's time; one whose clock is further behind is
// taken for dead too, and whoever waits for it is then only told so sooner.
const silence = 3 * dial.Heartbeat

// Obstacle tells in a few words why nothing can be changed now: Temporal does not
// answer, or no worker works for it. It is empty where nothing is in the way. The
// answer may be a second old.
func (o *Office) Obstacle(ctx context.Context) string {
	return o.workforce.look(func() string {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 300*time.Millisecond)
		defer cancel()
		return o.lookForWorkers(ctx)
	})
}

// lookForWorkers asks Temporal whom it has heard of. Who polls a task queue it
// remembers for minutes, so that the list of pollers is no help: a worker that
// was killed stays on it.
func (o *Office) lookForWorkers(ctx context.Context) string {
	found, err := o.Temporal.WorkflowService().CountWorkers(ctx, &workflowservice.CountWorkersRequest{
		Namespace: o.Namespace, Query: workingSince(time.Now().Add(-silence)),
	})
	var older *serviceerror.Unimplemented
	switch {
	case errors.As(err, &older): // a Temporal that keeps no such list
		return ""
	case err != nil:
		return "办理服务（Temporal）无法连接"
	case found.Count == 0:
		return "没有办理程序（worker）在运行"
	}
	return ""
}

// workingSince finds the workers that were heard of since an instant.
func workingSince(heard time.Time) string {
	return fmt.Sprintf("TaskQueue = '%s' AND Status = 'Running' AND HeartbeatTime > '%s'", workflows.TaskQueue, heard.UTC().Format(time.RFC3339Nano))
}

// blocked is the refusal where an obstacle is in the way of what was asked.
func blocked(obstacle string) *models.Error {
	return &models.Error{
		Code:   models.Unavailable,
		Detail: obstacle + "，本次办理尚未确认保存。请稍后用原内容重试，系统不会重复办理；查询不受影响。",
	}
}

// workforce remembers for a moment what was found out about the workers, so that
// many who ask at once cost one question.
type workforce struct {
	sync.Mutex
	at       time.Time
	obstacle string
}

func (w *workforce) look(ask func() string) string {
	w.Lock()
	defer w.Unlock()
	if time.Since(w.at) > time.Second {
		w.obstacle = ask()
		w.at = time.Now()
	}
	return w.obstacle
}

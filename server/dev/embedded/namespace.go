package embedded

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"go.temporal.io/api/serviceerror"
	sdk "go.temporal.io/sdk/temporal"
	persistencespb "go.temporal.io/server/api/persistence/v1"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/persistence"
	"go.temporal.io/server/common/persistence/serialization"
	temporalsql "go.temporal.io/server/common/persistence/sql"
	"go.temporal.io/server/common/resolver"
	"go.temporal.io/server/common/searchattribute/sadefs"
	"go.temporal.io/server/schema/sqlite"
	"google.golang.org/protobuf/types/known/durationpb"
)

// saveNamespace creates the namespace, or brings the one on file up to date.
// It writes to the file before the server runs, because a namespace or search
// attribute that is registered with a running server is unusable until the
// server's caches turn over, up to ten seconds later.
func saveNamespace(ctx context.Context, file string, o Options) error {
	namespaces, err := openNamespaces(file)
	if err != nil {
		return err
	}
	defer namespaces.Close()

	stored, err := namespaces.GetNamespace(ctx, &persistence.GetNamespaceRequest{Name: o.Namespace})
	var notFound *serviceerror.NamespaceNotFound
	switch {
	case errors.As(err, &notFound):
		return createNamespace(ctx, namespaces, o)
	case err != nil:
		return err
	default:
		return updateNamespace(ctx, namespaces, stored.Namespace, o)
	}
}

func createNamespace(ctx context.Context, namespaces persistence.MetadataManager, o Options) error {
	fresh, err := sqlite.NewNamespaceConfig(clusterName, o.Namespace, false, nil)
	if err != nil {
		return err
	}
	if err := configure(fresh.Detail.Config, o); err != nil {
		return err
	}
	_, err = namespaces.CreateNamespace(ctx, &persistence.CreateNamespaceRequest{Namespace: fresh.Detail})
	return err
}

func updateNamespace(ctx context.Context, namespaces persistence.MetadataManager, n *persistencespb.NamespaceDetail, o Options) error {
	if err := configure(n.Config, o); err != nil {
		return err
	}
	metadata, err := namespaces.GetMetadata(ctx)
	if err != nil {
		return err
	}
	return namespaces.UpdateNamespace(ctx, &persistence.UpdateNamespaceRequest{
		Namespace:           n,
		NotificationVersion: metadata.NotificationVersion,
	})
}

func openNamespaces(file string) (persistence.MetadataManager, error) {
	serializer, logger := serialization.NewSerializer(), log.NewNoopLogger()
	factory := temporalsql.NewFactory(*storeConfig(file), resolver.NewNoopResolver(), clusterName,
		logger, metrics.NoopMetricsHandler, serializer)
	store, err := factory.NewMetadataStore()
	if err != nil {
		return nil, err
	}
	return persistence.NewMetadataManagerImpl(store, serializer, logger, clusterName), nil
}

func configure(c *persistencespb.NamespaceConfig, o Options) error {
	c.Retention = durationpb.New(o.Retention)
	if c.CustomSearchAttributeAliases == nil {
		c.CustomSearchAttributeAliases = map[string]string{}
	}
	for _, key := range o.SearchAttributes {
		if err := addSearchAttribute(c.CustomSearchAttributeAliases, key); err != nil {
			return err
		}
	}
	return nil
}

// addSearchAttribute gives the attribute one of the columns that the store has
// for its type (Keyword01, Bool02, …); aliases tells the name of each column.
func addSearchAttribute(aliases map[string]string, key sdk.SearchAttributeKey) error {
	columns := sadefs.GetDBIndexSearchAttributes(nil).CustomSearchAttributes
	free := ""
	for _, column := range slices.Sorted(maps.Keys(columns)) {
		name, taken := aliases[column]
		sameType := columns[column] == key.GetValueType()
		switch {
		case taken && name == key.GetName() && sameType:
			return nil
		case taken && name == key.GetName():
			return fmt.Errorf("search attribute %s is a %v on file, not a %v", name, columns[column], key.GetValueType())
		case !taken && sameType && free == "":
			free = column
		}
	}
	if free == "" {
		return fmt.Errorf("search attribute %s: no %v is left", key.GetName(), key.GetValueType())
	}
	aliases[free] = key.GetName()
	return nil
}

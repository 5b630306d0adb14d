package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	modernc "modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"yingsu/models"
)

// ErrRevision means that a recording does not follow the stored revision: the
// workflow and its projection disagree. Trying again does not help.
var ErrRevision = errors.New("revision does not follow the stored one")

// ErrBase means that a recording was not made from the lawsuit that is stored: its
// workflow has other facts than the ledger, which it did not get here. Trying again
// does not help.
var ErrBase = errors.New("the recording does not build on the stored lawsuit")

// BrokenChain means that a journal is not what was written: somebody changed,
// removed or reordered entries. Trying again does not help.
type BrokenChain struct {
	LawsuitID string
	Seq       int64  // the entry at which it shows
	Detail    string // in Chinese
}

func (e *BrokenChain) Error() string {
	return fmt.Sprintf("store: journal of %s, entry %d: %s", e.LawsuitID, e.Seq, e.Detail)
}

// Unavailable tells whether err means that the database cannot be reached or is
// too busy. Nothing is wrong with what was asked, and it may be asked again: a
// recording with the same key, for the answer to its commit may have been lost.
func Unavailable(err error) bool {
	if err == nil {
		return false
	}
	var postgres *pgconn.PgError
	if errors.As(err, &postgres) {
		return awayCodes[postgres.Code] || awayClasses[postgres.Code[:2]]
	}
	var sqlite *modernc.Error
	if errors.As(err, &sqlite) {
		primary := sqlite.Code() & 0xff
		return primary == codes.SQLITE_BUSY || primary == codes.SQLITE_LOCKED || primary == codes.SQLITE_FULL
	}
	var connect *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &connect) || errors.As(err, &network) || pgconn.SafeToRetry(err) ||
		closed(err) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, context.DeadlineExceeded)
}

// Misled tells whether err means that a ledger cannot be opened as its address is
// written, however often it is tried, and in Chinese why.
func Misled(err error) (why string, misled bool) {
	var postgres *pgconn.PgError
	var sqlite *modernc.Error
	var unreadable *pgconn.ParseConfigError
	var name *net.DNSError
	switch {
	case errors.As(err, &postgres):
		why = misledCodes[postgres.Code]
	case errors.As(err, &sqlite):
		why = misledSQLite[sqlite.Code()&0xff]
	case errors.As(err, &unreadable):
		why = "地址中有数据库不认识的写法"
	case errors.As(err, &name) && name.IsNotFound:
		why = "查不到主机名"
	}
	return why, why != ""
}

var misledCodes = map[string]string{
	"28P01": "用户名或者密码不对",
	"28000": "数据库不允许该用户从本机连接",
	"3D000": "没有这个名称的数据库",
	"42501": "该用户在库中没有建表的权限",
}

var misledSQLite = map[int]string{
	codes.SQLITE_CANTOPEN: "文件不能打开",
	codes.SQLITE_NOTADB:   "文件不是 SQLite 数据库",
	codes.SQLITE_READONLY: "文件不能写入",
}

// closed tells whether the pool had been closed, because the program is stopping.
// database/sql keeps that error to itself.
func closed(err error) bool {
	return errors.Is(err, sql.ErrConnDone) || strings.HasSuffix(err.Error(), "sql: database is closed")
}

var awayCodes = map[string]bool{
	"40001": true, // serialization failure
	"40P01": true, // deadlock
	"55P03": true, // lock not available
}

var awayClasses = map[string]bool{
	"08": true, // connection
	"53": true, // out of connections, disk or memory
	"57": true, // shutting down, or the statement timed out
}

// fault says what failed. Refusals and broken promises pass as they are.
func fault(doing string, err error) error {
	var refusal *models.Error
	if err == nil || errors.As(err, &refusal) || errors.Is(err, ErrRevision) || errors.Is(err, ErrBase) {
		return err
	}
	var postgres *pgconn.PgError
	if errors.As(err, &postgres) && postgres.Code == "22021" { // a NUL byte, or not UTF-8
		return refuse(models.Invalid, "内容中含有无法保存的字符，请删除后重试。")
	}
	return fmt.Errorf("store: %s: %w", doing, err)
}

func refuse(code models.Code, detail string) error {
	return &models.Error{Code: code, Detail: detail}
}

// incomplete is the refusal of a recording that lacks something which the
// program, not a person, has to supply.
func incomplete(what string) error {
	return refuse(models.Internal, "系统错误：要保存的记录缺少"+what+"，未作任何改动。")
}

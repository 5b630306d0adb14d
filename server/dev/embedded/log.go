package embedded

import (
	"os"
	"path/filepath"

	"go.temporal.io/server/common/log"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
	"gopkg.in/natefinch/lumberjack.v2"
)

// logFile is temporal.log, kept under 10 MiB, with one predecessor.
type logFile struct {
	file  *lumberjack.Logger
	level zap.AtomicLevel
}

// openLog returns a logger that writes to the file and repeats on standard
// error what ends the process.
func openLog(dir string) (log.Logger, *logFile) {
	f := &logFile{
		file:  &lumberjack.Logger{Filename: filepath.Join(dir, "temporal.log"), MaxSize: 10, MaxBackups: 1},
		level: zap.NewAtomicLevelAt(zap.InfoLevel),
	}
	encoder := zapcore.NewJSONEncoder(log.DefaultZapEncoderConfig)
	core := zapcore.NewTee(
		zapcore.NewCore(encoder, zapcore.AddSync(f.file), f.level),
		zapcore.NewCore(encoder, zapcore.Lock(os.Stderr), zap.FatalLevel),
	)
	return log.NewZapLogger(zap.New(core)), f
}

// Close also silences what is left of a stopped server: a late line would make
// the file, and its directory, anew.
func (f *logFile) Close() error {
	f.level.SetLevel(zap.FatalLevel + 1)
	return f.file.Close()
}

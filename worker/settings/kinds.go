package settings

import (
	"errors"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/alecthomas/kong"

	"yingsu/models"
	"yingsu/workflows/dial/envelope"
)

// The kinds of values. Each knows how it is written.
type (
	// Word is anything in one line.
	Word string
	// Secret is anything, and never printed.
	Secret string
	// Count is a number from 10 on.
	Count int
	// Listen is where to listen: [HOST]:PORT.
	Listen string
	// Remote is where another program listens: HOST:PORT.
	Remote string
	// Site is http(s)://HOST[:PORT], without a slash at its end.
	Site string
	// Link is http(s)://…, without a slash at its end.
	Link string
	// File is a file that is there.
	File string
	// Place is a file that is there, or may be made.
	Place string
	// Dir is a directory that can be written in.
	Dir string
	// Database is postgres://… or sqlite:PATH.
	Database string
	// Robot is kinds of robots of groups, separated by commas.
	Robot []string
	// Hosts are HOST or HOST:PORT, separated by commas.
	Hosts []string
	// Steps is who needs a second step to sign in: Administrators, or nobody where it is
	// Optional.
	Steps string
	// Networks are such as 10.0.0.5/32, separated by commas.
	Networks []*net.IPNet
)

// Switch is true or false, or neither.
type Switch struct{ Set, On bool }

// given takes the value from kong.
func given(ctx *kong.DecodeContext) (name, value string) {
	value, _ = ctx.Scan.Pop().Value.(string)
	return ctx.Value.Name, value
}

// Decode reads the value for kong, as all the others do.
func (w *Word) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	if strings.ContainsAny(value, "\r\n") || strings.TrimSpace(value) != value {
		return wrong(name, "的值 %q 前后有空格或者含换行，请去掉。", value)
	}
	*w = Word(value)
	return nil
}

// Decode takes anything.
func (s *Secret) Decode(ctx *kong.DecodeContext) error {
	_, value := given(ctx)
	*s = Secret(value)
	return nil
}

// Decode reads a number.
func (c *Count) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	n, err := strconv.Atoi(value)
	if err != nil || n < 10 {
		return wrong(name, "是 %q，请填不小于 10 的整数，如 4000。", value)
	}
	*c = Count(n)
	return nil
}

// Decode reads true or false.
func (s *Switch) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	on, err := strconv.ParseBool(value)
	if err != nil {
		return wrong(name, "是 %q，请填 true 或者 false。", value)
	}
	*s = Switch{true, on}
	return nil
}

// Who needs a second step to sign in.
const (
	Administrators Steps = "administrators"
	Optional       Steps = "optional"
)

// Decode reads who needs a second step.
func (s *Steps) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	if *s = Steps(value); *s != Administrators && *s != Optional {
		return wrong(name, "是 %q，请填 administrators 或者 optional。", value)
	}
	return nil
}

// Decode reads where to listen.
func (l *Listen) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	if _, port, err := net.SplitHostPort(value); err != nil || !isPort(port) {
		return wrong(name, "是 %q，请填监听地址“主机:端口”，如 :8080 或者 127.0.0.1:8080。", value)
	}
	*l = Listen(value)
	return nil
}

// Decode reads where another program listens.
func (r *Remote) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	host, port, err := net.SplitHostPort(strings.TrimPrefix(value, "dns:///"))
	if err != nil || host == "" || strings.ContainsAny(host, "/ ") || !isPort(port) || port == "0" {
		return wrong(name, "是 %q，请填“主机:端口”，不带 http://，如 temporal:7233。", value)
	}
	*r = Remote(value)
	return nil
}

func isPort(text string) bool {
	_, err := strconv.ParseUint(text, 10, 16)
	return err == nil
}

// Decode reads where a site is.
func (s *Site) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	u := site(value)
	if u == nil || strings.TrimSuffix(u.Path, "/") != "" {
		return wrong(name, "是 %q，请填 http:// 或者 https:// 开头、只到主机和端口的网址，如 https://yingsu.example.gov.cn。", shown(value))
	}
	*s = Site(strings.TrimSuffix(value, "/"))
	return nil
}

// Decode reads a link.
func (l *Link) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	if site(value) == nil {
		return wrong(name, "是 %q，请填 http:// 或者 https:// 开头的网址，如 https://console.example.gov.cn。", shown(value))
	}
	*l = Link(strings.TrimSuffix(value, "/"))
	return nil
}

// site is the address of a page, nil if it is none.
func site(text string) *url.URL {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil
	}
	if port := u.Port(); port != "" && !isPort(port) {
		return nil
	}
	return u
}

// shown is an address without what may be a password in it.
func shown(address string) string {
	scheme, rest, found := strings.Cut(address, "://")
	if _, host, has := strings.Cut(rest, "@"); found && has {
		return scheme + "://…@" + host
	}
	return address
}

// URL is the parsed site, nil where there is none.
func (s Site) URL() *url.URL { return site(string(s)) }

// Decode reads a path and looks whether the file can be read.
func (f *File) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	if err := readable(value); err != nil {
		return wrong(name, "所指的文件 %q 不能读取（%s），请核对路径和权限。", value, plain(err))
	}
	*f = File(value)
	return nil
}

func readable(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	info, err := f.Stat()
	if err == nil && info.IsDir() {
		err = errDir
	}
	return errors.Join(err, f.Close())
}

var (
	errDir  = errors.New("是目录，不是文件")
	errFile = errors.New("是文件，不是目录")
)

// Decode reads a path; if there is no file yet, there must be room for one.
func (p *Place) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	err := readable(value)
	if errors.Is(err, fs.ErrNotExist) {
		if info, gone := os.Stat(filepath.Dir(value)); gone != nil || !info.IsDir() {
			return wrong(name, "所指的文件 %q 所在的目录不存在，请先建立目录或者改正路径。", value)
		}
		err = nil
	}
	if err != nil {
		return wrong(name, "所指的文件 %q 不能读取（%s），请核对路径和权限。", value, plain(err))
	}
	*p = Place(value)
	return nil
}

// Decode reads a path and tries whether a file can be made there.
func (d *Dir) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	info, err := os.Stat(value)
	if err == nil && !info.IsDir() {
		err = errFile
	}
	if err != nil {
		return wrong(name, "所指的目录 %q 不能使用（%s），请先建立目录或者改正路径。", value, plain(err))
	}
	f, err := os.CreateTemp(value, ".settings-*")
	if err == nil {
		err = errors.Join(f.Close(), os.Remove(f.Name()))
	}
	if err != nil {
		return wrong(name, "所指的目录 %q 不能写入（%s），请将目录交给运行本程序的用户。", value, plain(err))
	}
	*d = Dir(value)
	return nil
}

// Decode reads the address of a ledger. It never says what is in it.
func (d *Database) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	kind, rest, _ := strings.Cut(value, ":")
	switch kind {
	case "sqlite":
		if info, err := os.Stat(filepath.Dir(rest)); rest == "" || err != nil || !info.IsDir() {
			return wrong(name, "所指的 SQLite 文件 %q 所在的目录不存在，请填 sqlite:文件路径，并先建立目录。", rest)
		}
		if info, err := os.Stat(rest); err == nil && info.IsDir() {
			return wrong(name, "所指的 SQLite 文件 %q 是目录，请填 sqlite:文件路径。", rest)
		}
	case "postgres", "postgresql":
		u, err := url.Parse(value)
		if err != nil || u.Port() != "" && !isPort(u.Port()) {
			return wrong(name, "不是网址的写法（密码中的 @ : / ? # %% 等字符须写成 %%40 等编码），请填 postgres://用户名:密码@主机:端口/库名。")
		}
		if u.Host == "" && u.Query().Get("host") == "" || strings.Trim(u.Path, "/") == "" {
			return wrong(name, "没有写主机或者库名，请填 postgres://用户名:密码@主机:端口/库名。")
		}
	default:
		return wrong(name, "既不以 postgres:// 也不以 sqlite: 开头，请填 postgres://用户名:密码@主机:端口/库名；试用可填 sqlite:文件路径。")
	}
	*d = Database(value)
	return nil
}

// Decode reads kinds of robots.
func (r *Robot) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	for _, kind := range listed(value) {
		if kind != models.WeCom && kind != models.DingTalk {
			return wrong(name, "中的 %q 不是群机器人，请填 wecom、dingtalk，多个用逗号隔开。", kind)
		}
		*r = append(*r, kind)
	}
	return nil
}

// Decode reads hosts.
func (h *Hosts) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	for _, host := range listed(value) {
		u := site("https://" + host)
		if u == nil || u.Host != host || u.Path != "" {
			return wrong(name, "中的 %q 不是主机，请填“主机”或者“主机:端口”，不带 https://，多个用逗号隔开。", host)
		}
		*h = append(*h, host)
	}
	return nil
}

func listed(value string) []string {
	return strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
}

// Decode reads networks.
func (n *Networks) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	for _, text := range listed(value) {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return wrong(name, "中的 %q 不是网段，请填 10.0.0.5/32 这样的网段，多个用逗号隔开。", text)
		}
		*n = append(*n, network)
	}
	return nil
}

// Decode reads the file of keys.
func (k *Keys) Decode(ctx *kong.DecodeContext) error {
	name, value := given(ctx)
	if err := readable(value); err != nil {
		return wrong(name, "所指的密钥文件 %q 不能读取（%s），请核对路径和权限。", value, plain(err))
	}
	keys, err := envelope.Read(value)
	var at *envelope.BadLine
	switch {
	case errors.As(err, &at):
		return wrong(name, "所指的密钥文件 %q 第%d行有误：%s，请改为“名称 密钥”，密钥是 32 字节的 base64。", value, at.Line, badKeys[at.Why])
	case err != nil:
		return wrong(name, "所指的密钥文件 %q 中没有密钥，请写入至少一行“名称 密钥”，密钥是 32 字节的 base64。", value)
	}
	k.Keys = keys
	return nil
}

var badKeys = map[envelope.Flaw]string{
	envelope.NotTwoWords: "不是用空格隔开的名称和密钥两项",
	envelope.BadLength:   "密钥不是 32 字节的 base64",
	envelope.SameName:    "与前面的密钥同名",
}

// plain says in Chinese why the system refused a file or an address.
func plain(err error) string {
	for _, known := range []struct {
		is   error
		says string
	}{
		{fs.ErrNotExist, "不存在"}, {fs.ErrPermission, "没有权限"}, {errDir, errDir.Error()}, {errFile, errFile.Error()},
		{errInUse, "已被占用"}, {errNoAddress, "不是本机的地址"}, {errReadOnly, "文件系统只读"},
	} {
		if errors.Is(err, known.is) {
			return known.says
		}
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return err.Error()
}

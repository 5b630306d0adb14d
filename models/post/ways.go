package post

import (
	"net/mail"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/workflows/calendar"
)

// DigestTime is when digests go out, in Beijing.
const DigestTime = "08:30"

// Urgent tells whether a notice is not to wait on a day: it escalates or warns, what it
// reminds of is due on the day or was before, or somebody waits for it to arrive.
func Urgent(n models.Notice, on calendar.Date) bool {
	return n.Urgency == models.Escalation || n.Urgency == models.Warning || n.Urgency == models.Trial || !n.Due.IsZero() && !n.Due.After(on)
}

// InDigest tells whether a notice that was written at an instant goes with the digest
// of who wants it that way.
func InDigest(w models.Way, n models.Notice, written time.Time) bool {
	return w.Digest && !Urgent(n, calendar.DateOf(written))
}

// When returns the first instant from now on at which a notice that was written at an
// instant may arrive: at once what is urgent; in the next digest, and not while its
// reader wants quiet, everything else. What has become urgent since it was written, as
// its day came, waits no longer.
func When(w models.Way, n models.Notice, written, now time.Time) time.Time {
	if Urgent(n, calendar.DateOf(now)) {
		return now
	}
	due := now
	if digest := nextDigest(written); w.Digest && digest.After(now) {
		due = digest
	}
	return quietUntil(w, due)
}

// nextDigest is when the digest goes out in which something is that is written now.
func nextDigest(written time.Time) time.Time {
	day := calendar.DateOf(written)
	minute, _ := minuteOf(DigestTime)
	if at := day.At(minute/60, minute%60); at.After(written) {
		return at
	}
	return day.AddDays(1).At(minute/60, minute%60)
}

// quietUntil returns the end of the quiet time in which an instant lies, or the instant
// itself where it lies in none. The first minute of a quiet time belongs to it, that of
// its end does not.
func quietUntil(w models.Way, at time.Time) time.Time {
	from, to, ok := quiet(w)
	if !ok {
		return at
	}
	day := calendar.DateOf(at)
	for _, begins := range []calendar.Date{day.AddDays(-1), day} {
		start, end := begins.At(from/60, from%60), begins.At(to/60, to%60)
		if to < from {
			end = begins.AddDays(1).At(to/60, to%60)
		}
		if !at.Before(start) && at.Before(end) {
			return end
		}
	}
	return at
}

// quiet returns the quiet time in minutes of the day, if there is one.
func quiet(w models.Way) (from, to int, ok bool) {
	from, known := minuteOf(w.QuietFrom)
	to, alsoKnown := minuteOf(w.QuietTo)
	return from, to, known && alsoKnown && from != to
}

func minuteOf(clock string) (int, bool) {
	t, err := time.Parse("15:04", clock)
	return t.Hour()*60 + t.Minute(), err == nil && len(clock) == len("15:04")
}

// CheckWay returns what is wrong with how somebody wants to be told, or nothing. hosts
// are those to which messages may go although they are not public, or not https:
// HOST or HOST:PORT. Whether a name leads to a public address is seen when it is dialled.
func CheckWay(w models.Way, hosts []string) error {
	if _, ok := minuteOf(w.QuietFrom); !ok && w.QuietFrom != "" {
		return models.Wrong("quiet_from", "免打扰的开始时间请填24小时制的时和分，如22:00")
	}
	if _, ok := minuteOf(w.QuietTo); !ok && w.QuietTo != "" {
		return models.Wrong("quiet_to", "免打扰的结束时间请填24小时制的时和分，如07:00")
	}
	if (w.QuietFrom == "") != (w.QuietTo == "") {
		return models.Wrong("quiet_to", "免打扰的开始和结束时间请都填写，或者都不填")
	}
	if w.Address == "" {
		if w.On {
			return models.Wrong("address", "请填写"+AddressTitle(w.Channel)+"，或者不启用这一渠道")
		}
		return nil
	}
	if why := checkAddress(w, hosts); why != "" {
		return models.Wrong("address", why)
	}
	if w.Secret != "" && !secrets.MatchString(w.Secret) {
		return models.Wrong("secret", "加签密钥是SEC开头的一串字母和数字，请从机器人的安全设置中复制")
	}
	return nil
}

// AddressTitle names what a channel needs to reach somebody.
func AddressTitle(channel string) string {
	switch channel {
	case models.Mail:
		return "电子邮箱"
	case models.SMS:
		return "手机号码"
	}
	return "群机器人的Webhook地址"
}

var (
	secrets = regexp.MustCompile(`^SEC[0-9A-Za-z]{16,200}$`)
	mobiles = regexp.MustCompile(`^1[3-9]\d{9}$`)
	// Names in quotation marks exist too, and nobody has one.
	mailboxes = regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$`)
)

func checkAddress(w models.Way, hosts []string) (why string) {
	switch w.Channel {
	case models.Mail:
		parsed, err := mail.ParseAddress(w.Address)
		if err != nil || parsed.Address != w.Address || len(w.Address) > 254 || !mailboxes.MatchString(w.Address) {
			return "电子邮箱不完整或者有误，请填如name@example.gov.cn的地址"
		}
	case models.SMS:
		if !mobiles.MatchString(w.Address) {
			return "手机号码请填11位数字，以1开头"
		}
	default:
		return CheckRobot(w.Address, hosts)
	}
	return ""
}

// CheckRobot says what is wrong with the address of a group's robot, or nothing.
func CheckRobot(address string, hosts []string) (why string) {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.User != nil || u.Fragment != "" || len(address) > 1000 || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return "Webhook地址有误，请从群机器人的设置中完整复制，以https://开头"
	}
	if Listed(u, hosts) && (u.Scheme == "https" || u.Scheme == "http") {
		return ""
	}
	switch {
	case u.Scheme != "https":
		return "Webhook地址须以https://开头；本单位内部的机器人，请系统管理员将其主机列入WEBHOOK_HOSTS"
	case !nameOfPublicHost(u.Hostname()):
		return "Webhook地址指向内部网络，不能使用；本单位内部的机器人，请系统管理员将其主机列入WEBHOOK_HOSTS"
	}
	return ""
}

// Listed tells whether an address leads to one of the hosts, each of which is HOST or
// HOST:PORT.
func Listed(u *url.URL, hosts []string) bool {
	return slices.ContainsFunc(hosts, func(h string) bool {
		return strings.EqualFold(h, u.Host) || strings.EqualFold(h, u.Hostname()) && u.Port() == ""
	})
}

// nameOfPublicHost tells whether a name can be that of a host in the internet: one that
// is a number has to be a public one.
func nameOfPublicHost(name string) bool {
	if address, err := netip.ParseAddr(name); err == nil {
		return PublicAddress(address)
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	labels := strings.Split(name, ".")
	last := labels[len(labels)-1]
	return len(labels) > 1 && !slices.Contains(private, last) && strings.ContainsAny(last, "abcdefghijklmnopqrstuvwxyz") && !strings.HasPrefix(last, "0x")
}

// private are endings of names that mean nothing in the internet.
var private = []string{"localhost", "local", "internal", "intranet", "lan", "home", "corp", "localdomain", "arpa", "invalid", "test"}

// PublicAddress tells whether an address belongs to a host in the internet, and not to
// this machine, an internal network or nobody.
func PublicAddress(a netip.Addr) bool {
	a = a.Unmap()
	if a.Zone() != "" || !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() {
		return false
	}
	return !slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(a) })
}

// special are the networks of IANA's registries of special-purpose addresses that the
// methods of netip.Addr do not know. Those that carry an IPv4 address within them could
// lead inside by a translator.
var special = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10", "::/96", "::ffff:0:0:0/96",
)

func prefixes(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}

// Shown is an address as pages and the audit log show it: enough to know it by.
func Shown(w models.Way) string {
	switch {
	case w.Address == "":
		return ""
	case w.Channel == models.Mail:
		name, host, _ := strings.Cut(w.Address, "@")
		return name[:1] + "***@" + host
	case w.Channel == models.SMS && len(w.Address) == 11:
		return w.Address[:3] + "****" + w.Address[7:]
	}
	u, err := url.Parse(w.Address)
	if err != nil {
		return "…"
	}
	return u.Scheme + "://" + u.Host + "/…" + w.Address[max(0, len(w.Address)-4):]
}

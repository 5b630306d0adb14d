package measures

import (
	"cmp"
	"fmt"
	"strings"
)

// Place is where a paper itself belongs in a lawsuit's file: an item of the volume, or
// one of the reports, opinions and vouchers that the catalogue of 第三十条 does not
// list one by one. Its key is good within one reading of the file: an act that is
// voided later moves those behind it.
type Place struct {
	Key string
	VolumeItem
	Bound bool // it is an item of the volume
}

// Slot is what kind of place it is: the key without its numbers.
func (p Place) Slot() string {
	slot, _, _ := strings.Cut(p.Key, "/")
	return slot
}

// Places lists where papers belong that are on file, first those of the volume as it
// would be bound now.
func Places(f *File) []Place {
	var all []Place
	v := bound(f)
	for n, k := range v.keys {
		if k != "" {
			all = append(all, Place{k, v.items[n], true})
		}
	}
	beside := beside(f)
	for n, k := range beside.keys {
		beside.items[n].Number = 0
		all = append(all, Place{k, beside.items[n], false})
	}
	return all
}

// beside lists what the catalogue does not.
func beside(f *File) *volume {
	v := new(volume)
	for n, x := range f.Acknowledged {
		v.add(key("acknowledgement", n), VolumeItem{Author: x.Unit, Title: "材料签收单", On: x.On})
	}
	for n, x := range f.Orders {
		v.add(key("order", n), VolumeItem{Title: cmp.Or(x.Document, "法院指定期限或者程序转换的文书"), On: x.On})
	}
	for n, x := range f.Reports {
		v.add(key("report", n), VolumeItem{Author: x.By, Title: "诉讼进展报告", On: x.On})
	}
	for n, x := range f.Talks {
		v.add(key("talk", n), VolumeItem{Author: x.Organizer, Title: "和解活动材料", On: x.On})
	}
	for n, x := range f.Suspensions {
		v.add(key("suspension", n), VolumeItem{Mark: x.Document, Title: "中止诉讼裁定书", On: x.On})
	}
	for i := range f.Instances {
		v.after(&f.Instances[i], i+1)
	}
	for n, x := range f.Compensation {
		if !x.PaidOn.IsZero() {
			v.add(key("payment", n), VolumeItem{Title: "赔偿费用支付凭证（" + x.Claimant + "）", On: x.PaidOn})
		}
	}
	if f.Archive != nil {
		for n, x := range f.Archive.Supplements {
			v.add(key("supplement", n), x.item())
		}
	}
	return v
}

// after is what came of an instance's decision.
func (v *volume) after(in *Instance, number int) {
	for n, r := range in.LossReports {
		if !r.CheckedOn.IsZero() {
			v.add(key("loss_opinion", number, n), VolumeItem{Author: JusticeBureau, Title: in.Title() + "败诉情况分析报告审核意见", On: r.CheckedOn})
		}
		if !r.RemediedOn.IsZero() {
			v.add(key("remedy", number, n), VolumeItem{Title: in.Title() + "败诉整改情况报告", On: r.RemediedOn})
		}
	}
	for n, o := range in.Obligations {
		if !o.DoneOn.IsZero() {
			v.add(key("performance", number, n), VolumeItem{Title: "履行情况材料：" + o.Duty, On: o.DoneOn})
		}
	}
}

func key(slot string, at ...any) string {
	for _, n := range at {
		slot += "/" + fmt.Sprint(n)
	}
	return slot
}

// OrganOf returns the organ whose paper a place is for, and whether it is for one's: a
// material that is of one organ.
func (f *File) OrganOf(place string) (Party, bool) {
	for n, m := range f.Materials {
		if m.Organ != "" && key("material", n) == place {
			return f.Organ(m.Organ)
		}
	}
	return Party{}, false
}

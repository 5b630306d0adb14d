package mask_test

import (
	"strings"
	"testing"

	"yingsu/models/mask"
)

// What the console shows of a lawsuit is drawn at every step of its workflow, and looked
// through each time.
func BenchmarkText(b *testing.B) {
	line := "2026年3月2日 原告王某诉区政府房屋征收补偿一案，期限2026-03-20，案号（2026）鲁10行初15号，承办单位区城市管理局。\n"
	for name, text := range map[string]string{"without": strings.Repeat(line, 60), "short": line} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				mask.Text(text)
			}
		})
	}
}

package measures_test

import (
	"slices"
	"strings"
	"testing"

	"yingsu/workflows/measures"
)

// The causes of the second level of 法发〔2020〕44号, in its order: twenty-two.
func TestCategory_TheSecondLevel(t *testing.T) {
	const want = "行政处罚 行政强制措施 行政强制执行 行政许可 行政征收或者征用 行政登记 行政确认 行政给付 行政允诺 行政征缴 行政奖励 行政收费 政府信息公开 行政批复 行政处理 行政复议 行政裁决 行政协议 行政补偿 行政赔偿 不履行职责 公益诉讼"
	var got []string
	for _, c := range measures.Category("").Choices() {
		got = append(got, c.Title)
	}
	if !slices.Equal(got, strings.Fields(want)) {
		t.Errorf("they are %v", got)
	}
}

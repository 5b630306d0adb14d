package measures

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Simplified writes a text in the characters in which people read it: the look-alikes
// that come along when a PDF or an old document is copied (⾏, U+2F8F, for 行), and the
// traditional forms of what organs, courts and cases are called by. It is for telling
// whether two names are one; a person's name stays as it was given.
func Simplified(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.Is(unicode.Han, c) {
			if plain := []rune(norm.NFKC.String(string(c))); len(plain) == 1 {
				c = plain[0]
			}
			if plain, ok := simple[c]; ok {
				c = plain
			}
		}
		return c
	}, text)
}

// simple has the simple form of a character. First come the parts of characters that
// Unicode lists without saying what they stand for.
var simple = pairs(`⺠民 ⻅见 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻤鬼 ⻥鱼 ⻦鸟 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙
	戶户 黃黄 靑青 內内 說说 稅税 敎教 絕绝 産产 產产 眞真 愼慎 旣既 卽即 鄕乡 冊册 魯鲁 滬沪 蘇苏 閩闽 贛赣 遼辽 粵粤 瓊琼 貴贵 雲云
	陝陕 寧宁 晉晋 軍军 號号 執执 終终 復复 複复 審审 賠赔 償偿 訴诉 訟讼 協协 轄辖 調调 確确 認认 監监 檢检 徵征 決决 環环 區区 東东
	處处 強强 變变 應应 補补 證证 議议 備备 請请 別别 財财 異异 國国 鐵铁 術术 書书 聽听 會会 衛卫 縣县 鎮镇 鄉乡 灣湾 島岛 漢汉 廣广
	濟济 濰潍 煙烟 濱滨 臨临 澤泽 莊庄 萊莱 棗枣 營营 張张 後后 僑侨 門门 長长 車车 馬马 龍龙 見见 貝贝 風风 飛飞 魚鱼 鳥鸟 麥麦 齊齐
	頁页 韋韦 務务 辦办 廳厅 業业 農农 漁渔 與与 來来 發发 資资 規规 劃划 設设 鄭郑 體体 勞劳 動动 場场 質质 醫医 藥药 療疗 險险 運运
	輸输 郵邮 電电 訊讯 聯联 絡络 統统 計计 總总 團团 學学 師师 員员 戰战 軟软 氣气 陽阳 陰阴 園园 圍围 灘滩 溝沟 劉刘 孫孙 許许 標标
	準准 開开 關关 閉闭 機机 構构 權权 責责 條条 綜综 護护 邊边 陸陆 際际 鳳凤 橋桥 樓楼 溫温 廟庙 壩坝 漿浆 龜龟 從从 眾众 導导 將将
	專专 屬属 層层 歷历 曆历 屆届 當当 錄录 銀银 錢钱 鋼钢 鍋锅 閘闸 隊队 雜杂 離离 難难 題题 額额 顧顾 類类 養养 館馆 驗验 驛驿 點点
	黨党 齡龄 僅仅 價价 優优 億亿 傳传 傷伤 債债 參参 雙双 啟启 單单 嚴严 圖图 壓压 壞坏 墾垦 報报 奪夺 婦妇 實实 寶宝 對对 尋寻 歸归
	幹干 廢废 彈弹 態态 憲宪 懷怀 戲戏 擔担 據据 攔拦 敗败 斷断 於于 時时 暫暂 歡欢 殘残 殺杀 氫氢 沒没 滅灭 漸渐 潔洁 災灾 爭争 牆墙
	狀状 獎奖 獨独 現现 畫画 盜盗 盡尽 盤盘 碼码 礦矿 禮礼 稱称 種种 積积 穩稳 競竞 筆笔 節节 範范 築筑 簡简 簽签 糧粮 約约 紅红 紀纪
	級级 純纯 紙纸 細细 組组 結结 給给 經经 維维 網网 緊紧 線线 編编 練练 縱纵 織织 繼继 續续 罰罚 羅罗 義义 習习 聖圣 職职 腦脑 膠胶
	舉举 舊旧 艦舰 艱艰 蓋盖 蔣蒋 薦荐 藍蓝 藝艺 蘭兰 虛虚 蟲虫 裝装 裡里 製制 觀观 觸触 訂订 託托 記记 訪访 評评 詞词 詢询 試试 該该
	詳详 誠诚 誤误 課课 談谈 論论 講讲 謝谢 識识 譯译 讓让 豐丰 負负 貢贡 貨货 貪贪 貫贯 貸贷 費费 賀贺 賓宾 賣卖 買买 購购 贈赠 趙赵
	輔辅 輕轻 載载 輛辆 轉转 迴回 連连 進进 遊游 過过 達达 違违 遞递 遠远 適适 選选 遺遗 還还 鄰邻 醬酱 釋释 針针 銷销 鎖锁 鍵键 鐘钟
	鏡镜 鑒鉴 閱阅 闊阔 陳陈 隨随 隱隐 雞鸡 霧雾 靈灵 靜静 韓韩 響响 項项 順顺 須须 預预 領领 頭头 頻频 顯显 飯饭 飲饮 駐驻 駕驾 騎骑
	騰腾 驅驱 鬥斗 鮮鲜 鹽盐 麗丽`)

// pairs reads a table of characters and what they are simplified to.
func pairs(table string) map[rune]rune {
	m := map[rune]rune{}
	for _, pair := range strings.Fields(table) {
		if p := []rune(pair); p[0] != p[1] {
			m[p[0]] = p[1]
		}
	}
	return m
}

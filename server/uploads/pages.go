package uploads

import (
	"io"

	// It reads where the pages of a PDF are listed, without anything of C, and has no
	// dependencies of its own.
	"github.com/ledongthuc/pdf"
)

// mostPages is more than any paper has: who says more lies.
const mostPages = 100_000

// Pages counts the pages of a file: those of a PDF, one of a picture, 0 where nobody can
// say.
func Pages(k *Kind, file io.ReaderAt, size int64) (pages int) {
	if k == JPEG || k == PNG {
		return 1
	}
	if k != PDF {
		return 0
	}
	defer func() { // the library panics over some of what is no whole PDF
		if recover() != nil {
			pages = 0
		}
	}()
	r, err := pdf.NewReader(file, size)
	if err != nil {
		return 0
	}
	if n := r.NumPage(); n > 0 && n <= mostPages {
		return n
	}
	return 0
}

package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"github.com/labstack/echo/v4"
)

//go:embed static all:templates
var files embed.FS

// assets are the static files, by the name under which they are served: with a
// hash of their content in it, so that browsers may keep them for ever.
type assets struct {
	byName map[string][]byte
	named  map[string]string // style.css → style.0a1b2c3d.css
}

func loadAssets() (assets, error) {
	a := assets{byName: map[string][]byte{}, named: map[string]string{}}
	return a, errors.Join(a.load(files, "static"), a.load(handbookFiles, picturesDir))
}

// picturesDir is where the pictures of the handbook are.
const picturesDir = "help/pictures"

// load adds the files of a directory.
func (a assets) load(from embed.FS, dir string) error {
	entries, err := fs.ReadDir(from, dir)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		content, err := from.ReadFile(dir + "/" + entry.Name())
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		extension := path.Ext(entry.Name())
		name := strings.TrimSuffix(entry.Name(), extension) + "." + hex.EncodeToString(sum[:4]) + extension
		a.byName[name], a.named[entry.Name()] = content, name
	}
	return nil
}

// address returns where a static file is served.
func (a assets) address(file string) (string, error) {
	name, ok := a.named[file]
	if !ok {
		return "", fmt.Errorf("there is no static file %s", file)
	}
	return "/static/" + name, nil
}

func (p *Pages) static(c echo.Context) error {
	name := c.Param("file")
	content, ok := p.assets.byName[name]
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, mime.TypeByExtension(path.Ext(name)), content)
}

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"yingsu/models"
	"yingsu/models/store"
	"yingsu/server/auth"
	"yingsu/server/office"
	"yingsu/workflows"
	"yingsu/workflows/calendar"
)

// sample fills an empty ledger with units, people and a dozen lawsuits at
// different stages. Nothing in it is real but the offices' names.
//
// A start that is cut off leaves a part of it, and the next start makes the
// rest: what is there already stays, each step of a lawsuit carries a key of its
// own, and all of them count from the one day on which the sample was begun.
type sample struct {
	ledger   *store.Store
	office   *office.Office
	password string
	day      calendar.Date // on which it was begun
}

// Settings in the ledger: the day on which a sample was begun, and that it is
// whole and its people's password has been told.
const (
	sampleDay  = "sample_day"
	sampleMade = "sample"
)

// fill makes the sample, or the rest of it, and returns the password of its
// people; an empty one if all was made and told at an earlier start.
func (s *sample) fill(ctx context.Context) (string, error) {
	made, err := s.ledger.Setting(ctx, sampleMade, new(bool))
	if err != nil || made {
		return "", err
	}
	if err := s.begin(ctx); err != nil {
		return "", err
	}
	s.password = os.Getenv("YINGSU_SAMPLE_PASSWORD")
	if s.password == "" {
		s.password = auth.NewPassword()
	}
	for _, u := range sampleUnits {
		if err := s.ledger.AddUnit(ctx, u); err != nil && !refusedAs(err, models.Conflict) {
			return "", fmt.Errorf("sample unit %s: %w", u.Name, err)
		}
	}
	if err := s.people(ctx); err != nil {
		return "", err
	}
	for _, l := range s.lawsuits() {
		if err := s.walk(ctx, l); err != nil {
			return "", fmt.Errorf("sample lawsuit %v: %w", l.notice["case_number"], err)
		}
	}
	return s.password, s.enter(ctx)
}

// enter fills the registers, each entry with a key of its own.
func (s *sample) enter(ctx context.Context) error {
	for n, e := range s.entries() {
		_, err := s.office.Enter(ctx, s.caller(e.who), e.register, fmt.Sprintf("%s-%d", sampleKey, n), encode(e.in))
		if err != nil && !refusedAs(err, models.KeyReused) { // somebody has changed it since
			return fmt.Errorf("sample entry %d: %w", n, err)
		}
	}
	return nil
}

// told keeps that the sample's password has been printed: only from then on is
// it there to stay, because nobody could sign in with one that was not.
func (s *sample) told(ctx context.Context) error {
	return s.ledger.PutSetting(ctx, sampleMade, true)
}

// begin settles the sample's day. It leaves a ledger alone in which others than
// the sample's people have accounts.
func (s *sample) begin(ctx context.Context) error {
	begun, err := s.ledger.Setting(ctx, sampleDay, &s.day)
	if err != nil || begun {
		return err
	}
	users, err := s.ledger.Users(ctx)
	if err != nil {
		return err
	}
	for _, u := range users {
		if !slices.ContainsFunc(samplePeople, func(p models.User) bool { return p.Username == u.Username && p.Name == u.Name }) {
			return fmt.Errorf("已有示例以外的账号（%s），不能再加入示例数据；请用 -data 另选目录", u.Username)
		}
	}
	s.day = s.office.Today()
	return s.ledger.PutSetting(ctx, sampleDay, s.day)
}

// sampleNames lists the accounts.
func sampleNames() string {
	var names []string
	for _, u := range samplePeople {
		names = append(names, u.Username)
	}
	return strings.Join(names, " ")
}

// people opens the accounts. One that is there gets the new password, since the
// one it was opened with was never told.
func (s *sample) people(ctx context.Context) error {
	hash := auth.HashPassword(s.password)
	for _, u := range samplePeople {
		u.PasswordHash = hash
		_, err := s.ledger.CreateUser(ctx, u)
		if refusedAs(err, models.Conflict) {
			if u, err = s.ledger.UserByName(ctx, u.Username); err == nil {
				err = s.ledger.SetPassword(ctx, u.ID, hash, false)
			}
		}
		if err != nil {
			return fmt.Errorf("sample account %s: %w", u.Username, err)
		}
	}
	return nil
}

// walk registers a lawsuit and does what was done in it.
func (s *sample) walk(ctx context.Context, l path) error {
	id, err := s.register(ctx, l)
	if refusedAs(err, models.Conflict) { // made without keys, by an earlier version: it stays as it is
		return nil
	}
	for n, x := range l.steps {
		if err != nil {
			break
		}
		err = insist(ctx, func() error {
			_, err := s.office.Act(ctx, s.caller(x.who), id, x.act, workflows.Request{Key: fmt.Sprintf("sample-%d", n), Input: encode(x.in)})
			return err
		})
	}
	if s.office.Today() != s.day && refusedAs(err, models.Invalid, models.NotOpen) {
		slog.WarnContext(ctx, "the rest of a sample lawsuit can no longer be done as on the day on which it was begun", "lawsuit", id, "error", err)
		return nil
	}
	return err
}

// register registers a lawsuit, or finds that it is registered.
func (s *sample) register(ctx context.Context, l path) (id string, err error) {
	return id, insist(ctx, func() error {
		receipt, err := s.office.Register(ctx, s.caller("clerk"), workflows.Register, sampleKey, encode(l.notice))
		id = receipt.ID
		if refusedAs(err, models.Conflict) {
			return s.orUnderWay(ctx, l.notice["case_number"].(string), err)
		}
		return err
	})
}

// sampleKey is the key of each registration, which tells the sample's lawsuits
// from those of others.
const sampleKey = "sample"

// orUnderWay says of a number that is taken to try again, if it was taken by the
// sample itself: its workflow was started before the program was killed, and
// enters it in the ledger only now.
func (s *sample) orUnderWay(ctx context.Context, number string, conflict error) error {
	id, err := s.ledger.LawsuitNumbered(ctx, number)
	if err != nil {
		return err
	}
	_, ours, err := s.ledger.Effect(ctx, id, sampleKey)
	if err == nil && (id == "" || ours) {
		return &models.Error{Code: models.Unavailable, Detail: "登记尚在办理。"}
	}
	return errors.Join(err, conflict)
}

// insist does something for as long as the answer is to try again.
func insist(ctx context.Context, do func() error) error {
	for end := time.Now().Add(2 * time.Minute); ; {
		err := do()
		if !refusedAs(err, models.Unavailable, models.Unknown) || time.Now().After(end) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// refusedAs tells whether an error is a refusal with one of the codes.
func refusedAs(err error, codes ...models.Code) bool {
	refusal := new(models.Error)
	return errors.As(err, &refusal) && slices.Contains(codes, refusal.Code)
}

func (s *sample) caller(username string) models.Caller {
	for _, u := range samplePeople {
		if u.Username == username {
			return models.Caller{Actor: u.Actor(), Address: "sample"}
		}
	}
	panic("no sample account " + username)
}

func encode(in input) json.RawMessage {
	data, err := json.Marshal(in)
	if err != nil {
		panic(err) // made of texts, numbers and days
	}
	return data
}

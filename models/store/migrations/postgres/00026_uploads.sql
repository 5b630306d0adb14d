-- +goose Up
--
-- The files that were handed in, by where they belong in a lawsuit. What is in them lies
-- in a directory, under its SHA-256.
CREATE TABLE uploads (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    lawsuit_id   text COLLATE "C" NOT NULL REFERENCES lawsuits (id),
    key          text COLLATE "C" NOT NULL,
    place        text COLLATE "C" NOT NULL CHECK (place <> ''),
    title        text NOT NULL,
    part         integer NOT NULL CHECK (part > 0),
    version      integer NOT NULL CHECK (version > 0),
    name         text NOT NULL,
    type         text NOT NULL,
    size         bigint NOT NULL CHECK (size > 0),
    pages        integer NOT NULL,
    sha256       text NOT NULL,
    username     text NOT NULL,
    person       text NOT NULL,
    role         text NOT NULL,
    unit         text NOT NULL,
    at           timestamptz NOT NULL,
    scan         text NOT NULL,
    scan_note    text NOT NULL,
    withdrawn_at timestamptz,
    withdrawn_by text NOT NULL,
    reason       text NOT NULL
);
CREATE UNIQUE INDEX uploads_once ON uploads (lawsuit_id, key);
CREATE UNIQUE INDEX uploads_versions ON uploads (lawsuit_id, place, part, version);

-- What was handed in stays: only what a scanner says of it, and that it is withdrawn, is
-- added later.
-- +goose StatementBegin
CREATE FUNCTION refuse_other_upload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ROW(NEW.id, NEW.lawsuit_id, NEW.key, NEW.place, NEW.title, NEW.part, NEW.version, NEW.name, NEW.type, NEW.size, NEW.pages, NEW.sha256, NEW.username, NEW.at)
        IS DISTINCT FROM ROW(OLD.id, OLD.lawsuit_id, OLD.key, OLD.place, OLD.title, OLD.part, OLD.version, OLD.name, OLD.type, OLD.size, OLD.pages, OLD.sha256, OLD.username, OLD.at) THEN
        RAISE EXCEPTION 'uploads keeps what was handed in, UPDATE refused' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER uploads_stay BEFORE UPDATE ON uploads FOR EACH ROW EXECUTE FUNCTION refuse_other_upload();
CREATE TRIGGER uploads_rows BEFORE DELETE ON uploads FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER uploads_whole BEFORE TRUNCATE ON uploads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

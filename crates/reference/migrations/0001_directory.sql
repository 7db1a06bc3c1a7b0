-- The directory: who is who. Approval's copy is the master; every other service's is written from events.
create schema if not exists reference;
grant usage on schema reference to shenguan_rpc, shenguan_system;

create table reference.unit (
    code text collate "C" primary key,
    name text not null,
    uscc text not null,
    kind text not null check (kind in ('approval', 'supervision', 'enforcement', 'local', 'member', 'other')),
    meeting_roles text[] not null,
    active boolean not null,
    version bigint not null check (version > 0)
);
comment on table reference.unit is 'Units (单位) of the county';
comment on column reference.unit.code is 'Code, for example scjgj';
comment on column reference.unit.name is 'Name, for example 县市场监管局';
comment on column reference.unit.uscc is 'Unified social credit code (统一社会信用代码) of the unit itself';
comment on column reference.unit.kind is 'Kind (性质): decides which service serves the unit';
comment on column reference.unit.meeting_roles is 'Parts in the joint meeting (联席会议), for example member';
comment on column reference.unit.active is 'False once the unit was dissolved or merged';
comment on column reference.unit.version is 'Grows with each change; an older version never overwrites a newer one';

create table reference.official (
    id text collate "C" primary key,
    unit text collate "C" not null,
    label text not null,
    roles text[] not null,
    active boolean not null,
    version bigint not null check (version > 0)
);
comment on table reference.official is 'Officials (经办人) of units, without personal names. Events may come in any order, so the unit may be unknown yet';
comment on column reference.official.id is 'Id, for example scjgj-01';
comment on column reference.official.unit is 'Code of the unit';
comment on column reference.official.label is 'Post or staff label shown to others';
comment on column reference.official.roles is 'What the official may do';
comment on column reference.official.active is 'False once the official has left';
comment on column reference.official.version is 'Grows with each change; an older version never overwrites a newer one';
create index official_unit on reference.official (unit, id);
comment on index reference.official_unit is 'The officials of one unit, in order';

create table reference.certificate_key (
    fingerprint text collate "C" primary key check (fingerprint ~ '^[0-9a-f]{64}$'),
    unit text collate "C" not null,
    system text not null,
    roles text[] not null,
    revoked_at timestamptz check (isfinite(revoked_at)),
    version bigint not null check (version > 0)
);
comment on table reference.certificate_key is 'Client certificate keys pinned to units (证书公钥绑定)';
comment on column reference.certificate_key.fingerprint is 'SHA-256 of the SubjectPublicKeyInfo, in hex';
comment on column reference.certificate_key.unit is 'Code of the unit';
comment on column reference.certificate_key.system is 'Name of the system that holds the key';
comment on column reference.certificate_key.roles is 'The most that the system may do, whoever it names as acting official';
comment on column reference.certificate_key.revoked_at is 'When it was revoked; null while it is good';
comment on column reference.certificate_key.version is 'Grows with each change; an older version never overwrites a newer one';

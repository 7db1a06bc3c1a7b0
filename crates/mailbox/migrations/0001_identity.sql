-- Who this database is, so that peers notice when it was restored from a backup.
create schema if not exists mailbox;
grant usage on schema mailbox to shenguan_rpc, shenguan_system;

create table mailbox.identity (
    one boolean primary key default true check (one),
    service text not null,
    incarnation uuid not null,
    system_identifier bigint not null,
    timeline integer not null,
    known_since timestamptz not null default clock_timestamp()
);
comment on table mailbox.identity is 'One row: the service that owns this database, and which life of the database this is';
comment on column mailbox.identity.service is 'Name of the service; a process of another service refuses to run here';
comment on column mailbox.identity.incarnation is 'Travels in receipts; changes when the cluster or its timeline changed, that is after a restore or a failover';
comment on column mailbox.identity.system_identifier is 'pg_control_system().system_identifier when the incarnation was made';
comment on column mailbox.identity.timeline is 'pg_control_checkpoint().timeline_id when the incarnation was made';
comment on column mailbox.identity.known_since is 'When the incarnation was made';

grant select, insert, update on mailbox.identity to shenguan_system;

-- What routes go by (catalogue, responsibility map, units) has one version, so that a process that has read it need not read it again
-- for each decision. Triggers count it, whoever changes what.
create table approval.grounds (
    one boolean primary key default true check (one),
    -- Grows with every transaction that changes an item, a map, its lines, or a unit.
    version bigint not null
);
insert into approval.grounds (version) values (1);
alter table approval.grounds enable row level security;
alter table approval.grounds force row level security;
create policy everyone_reads on approval.grounds for select to shenguan_rpc using (true);
create policy admin_changes on approval.grounds for update to shenguan_rpc
    using (reference.acts_as_admin()) with check (reference.acts_as_admin());
create policy system_all on approval.grounds to shenguan_system using (true) with check (true);
grant select, update on approval.grounds to shenguan_rpc, shenguan_system;

create function approval.grounds_changed() returns trigger language plpgsql as $$
begin
    update approval.grounds set version = version + 1;
    return null;
end
$$;
create trigger grounds_changed after insert or update or delete on approval.item
for each statement execute function approval.grounds_changed();
create trigger grounds_changed after insert or update or delete on approval.responsibility_map
for each statement execute function approval.grounds_changed();
create trigger grounds_changed after insert or update or delete on approval.responsibility
for each statement execute function approval.grounds_changed();
create trigger grounds_changed after insert or update or delete on reference.unit
for each statement execute function approval.grounds_changed();

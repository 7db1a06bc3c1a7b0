-- The responsibility map (审管责任清单): versioned, effective-dated, never changed once published.
create table approval.responsibility_map (
    version bigint primary key check (version > 0),
    effective_from date not null,
    legal_basis text not null,
    published_at timestamptz not null
);

comment on table approval.responsibility_map is 'Version of the responsibility map (Art. 3, 4); in force on a day is the one that took effect last, of those the highest version';
comment on column approval.responsibility_map.version is 'Number of the version, 1 for the first';
comment on column approval.responsibility_map.effective_from is 'First day on which it holds';
comment on column approval.responsibility_map.legal_basis is '依据, for example a county document';
comment on column approval.responsibility_map.published_at is 'When it was published';

-- Finds the version in force on a day.
create index responsibility_map_effective on approval.responsibility_map (effective_from, version);
comment on index approval.responsibility_map_effective is 'The version in force on a day';

create table approval.responsibility (
    map_version bigint not null references approval.responsibility_map (version),
    item_code text collate "C" not null references approval.item (code),
    unit text collate "C" not null,
    role text not null check (role in ('lead', 'other')),
    primary key (map_version, item_code, unit)
);

comment on table approval.responsibility is 'Who supervises an item under a version of the map; one row per item and unit';
comment on column approval.responsibility.map_version is 'Version of the map';
comment on column approval.responsibility.item_code is 'Code of the item';
comment on column approval.responsibility.unit is 'Code of the supervising unit; public reference data, not the owner of the row';
comment on column approval.responsibility.role is 'lead (牵头监管单位) or other (其他监管单位)';

-- An item has one lead in a version.
create unique index responsibility_one_lead on approval.responsibility (map_version, item_code) where role = 'lead';
comment on index approval.responsibility_one_lead is 'An item has one lead supervising unit in a version';

alter table approval.responsibility_map enable row level security;
alter table approval.responsibility_map force row level security;
create policy responsibility_map_read on approval.responsibility_map for select to shenguan_rpc using (true);
create policy responsibility_map_publish on approval.responsibility_map for insert to shenguan_rpc
    with check (current_setting('app.role_admin', true) = 'yes');
create policy responsibility_map_system on approval.responsibility_map to shenguan_system
    using (true) with check (true);

alter table approval.responsibility enable row level security;
alter table approval.responsibility force row level security;
create policy responsibility_read on approval.responsibility for select to shenguan_rpc using (true);
create policy responsibility_publish on approval.responsibility for insert to shenguan_rpc
    with check (current_setting('app.role_admin', true) = 'yes');
create policy responsibility_system on approval.responsibility to shenguan_system using (true) with check (true);

grant select, insert on approval.responsibility_map, approval.responsibility to shenguan_rpc, shenguan_system;

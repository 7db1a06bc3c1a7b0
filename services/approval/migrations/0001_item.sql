-- The catalogue of licensing items (事项目录): each item with the elements that Art. 10 makes public.
create schema if not exists approval;

create table approval.item (
    code text collate "C" primary key,
    name text not null,
    legal_basis text not null,
    licence_kind text not null
        check (licence_kind in ('ordinary', 'concession', 'qualification', 'approval', 'registration', 'other')),
    certificate_name text not null,
    valid_years integer not null check (valid_years >= 0),
    approving_unit text collate "C" not null,
    commitment boolean not null,
    joint_survey boolean not null,
    major boolean not null,
    promised_working_days integer not null check (promised_working_days >= 0),
    legal_working_days integer not null check (legal_working_days >= 0),
    separated boolean not null,
    conditions text not null,
    quantity text not null,
    procedure text not null,
    fees text not null,
    materials text[] not null,
    form_template text not null,
    version bigint not null check (version > 0)
);

comment on table approval.item is 'Licensing item (许可事项), Art. 10; a read by every caller, a write by the platform administration';
comment on column approval.item.code is 'Code, for example XK3713220001';
comment on column approval.item.name is '事项名称';
comment on column approval.item.legal_basis is '设定依据';
comment on column approval.item.legal_working_days is '法定期限, in working days; 0: none';
comment on column approval.item.form_template is '申请书示范文本: where it is found';
comment on column approval.item.licence_kind is '许可类别: 普通, 特许, 认可, 核准, 登记, 其他';
comment on column approval.item.certificate_name is '许可证书名称';
comment on column approval.item.valid_years is 'Years a certificate is valid; 0: 长期 or as the document says';
comment on column approval.item.approving_unit is 'Code of the approving unit (许可机关)';
comment on column approval.item.commitment is '是否告知承诺 (Art. 24)';
comment on column approval.item.joint_survey is '是否联合踏勘 (Art. 25)';
comment on column approval.item.major is '是否重大事项 (Art. 12)';
comment on column approval.item.promised_working_days is '承诺时限, in working days; 0: not promised';
comment on column approval.item.separated is '审管分离 (Art. 2): only such items stand in the responsibility map';
comment on column approval.item.conditions is '条件';
comment on column approval.item.quantity is '数量';
comment on column approval.item.procedure is '程序';
comment on column approval.item.fees is '收费标准';
comment on column approval.item.materials is '申请材料目录';
comment on column approval.item.version is 'Grows with each change; a writer names the version that it read';

-- Resolves the certificate name of a licence to its items.
create index item_certificate_name on approval.item (certificate_name);
comment on index approval.item_certificate_name is 'Items of a certificate name, when a decision does not name its item';

alter table approval.item enable row level security;
alter table approval.item force row level security;
create policy item_read on approval.item for select to shenguan_rpc using (true);
create policy item_add on approval.item for insert to shenguan_rpc
    with check (current_setting('app.role_admin', true) = 'yes');
create policy item_change on approval.item for update to shenguan_rpc
    using (current_setting('app.role_admin', true) = 'yes')
    with check (current_setting('app.role_admin', true) = 'yes');
create policy item_system on approval.item to shenguan_system using (true) with check (true);

grant usage on schema approval to shenguan_rpc, shenguan_system;
grant select, insert, update on approval.item to shenguan_rpc, shenguan_system;

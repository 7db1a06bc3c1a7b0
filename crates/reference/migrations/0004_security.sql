-- Every caller may read the directory and the calendar; of the callers, only a platform administrator (平台管理) may write.
grant select, insert, update on
    reference.unit, reference.official, reference.certificate_key, reference.calendar_year,
    reference.closure
to shenguan_rpc, shenguan_system;
grant select, update on reference.change to shenguan_rpc, shenguan_system;

create function reference.acts_as_admin() returns boolean language sql stable
return coalesce(current_setting('app.role_admin', true) = 'yes', false);
comment on function reference.acts_as_admin is 'Whether the transaction belongs to a caller with the role platform_admin';

do $$
declare
    name text;
begin
    foreach name in array array['unit', 'official', 'certificate_key', 'calendar_year', 'closure', 'change'] loop
        execute format('alter table reference.%I enable row level security', name);
        execute format('alter table reference.%I force row level security', name);
        execute format('create policy everyone_reads on reference.%I for select to shenguan_rpc using (true)', name);
        execute format('create policy admin_adds on reference.%I for insert to shenguan_rpc '
            'with check (reference.acts_as_admin())', name);
        execute format('create policy admin_changes on reference.%I for update to shenguan_rpc '
            'using (reference.acts_as_admin()) with check (reference.acts_as_admin())', name);
        execute format('create policy system_all on reference.%I to shenguan_system '
            'using (true) with check (true)', name);
    end loop;
end
$$;

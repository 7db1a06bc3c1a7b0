-- The database roles of the platform, made once per PostgreSQL cluster by whoever administers it.
--
-- Group roles carry the rights and the row-level policies; migrations grant to them. Each service logs in as a
-- member, and only to its own database. Owners run migrations and nothing else; superusers and owners bypass row-level
-- security, so no service ever connects as one.
do $$
declare
    role_name text;
    service text;
begin
    foreach role_name in array array['shenguan_rpc', 'shenguan_system'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I nologin', role_name);
        end if;
    end loop;
    foreach service in array array['approval', 'supervision', 'notification', 'meeting'] loop
        if not exists (select from pg_roles where rolname = service || '_owner') then
            execute format('create role %I login', service || '_owner');
        end if;
        if not exists (select from pg_roles where rolname = service || '_rpc') then
            execute format('create role %I login in role shenguan_rpc', service || '_rpc');
        end if;
        if not exists (select from pg_roles where rolname = service || '_system') then
            execute format('create role %I login in role shenguan_system', service || '_system');
        end if;
        -- Set again whenever this is run: what stands here holds.
        foreach role_name in array array[service || '_rpc', service || '_system'] loop
            execute format('alter role %I set idle_in_transaction_session_timeout = ''30s''', role_name);
            execute format('alter role %I set lock_timeout = ''5s''', role_name);
            execute format('alter role %I set statement_timeout = ''30s''', role_name);
        end loop;
    end loop;
end
$$;

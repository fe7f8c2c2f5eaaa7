using Escalation.Decisions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Escalation.DependencyInjection;

/// <summary>Holds the current policy of one name and swaps it when its configuration changes.</summary>
/// <remarks>
/// Options are made by the factory and not read from a monitor: a monitor throws from its current value, and into the thread that triggers a reload,
/// as long as the configuration is invalid.
/// </remarks>
internal sealed class PolicySource : IDisposable
{
    private readonly string _name;
    private readonly Func<string, EscalationPolicy> _build;
    private readonly ILogger _logger;
    private readonly Lock _building = new();
    private readonly IDisposable[] _subscriptions;
    private EscalationPolicy? _current;
    private PolicyReloads _reloads = new(0, 0, null);

    internal PolicySource(string name, Func<string, EscalationPolicy> build, IEnumerable<IOptionsChangeTokenSource<EscalationOptions>> changes, ILogger logger)
    {
        _name = name;
        _build = build;
        _logger = logger;
        _subscriptions =
        [
            .. changes.Where(change => string.Equals(change.Name, name, StringComparison.Ordinal))
                .Select(change => ChangeToken.OnChange(change.GetChangeToken, Reload)),
        ];
    }

    internal EscalationPolicy Current => Volatile.Read(ref _current) ?? BuildFirst();

    internal PolicyReloads Reloads => Volatile.Read(ref _reloads);

    public void Dispose()
    {
        foreach (IDisposable subscription in _subscriptions)
        {
            subscription.Dispose();
        }
    }

    private EscalationPolicy BuildFirst()
    {
        lock (_building)
        {
            if (_current is { } built)
            {
                return built;
            }

            EscalationPolicy policy = _build(_name);
            PolicyLog.Built(_logger, _name, policy.TriggerNames.Count, policy.Guarantee);
            Volatile.Write(ref _current, policy);
            return policy;
        }
    }

    /// <summary>Runs in the thread that changed the configuration, which must not be struck by what is wrong with it.</summary>
    private void Reload()
    {
        lock (_building)
        {
            if (_current is null)
            {
                // Nobody has asked yet: the first call will read the configuration as it is then.
                return;
            }

            try
            {
                EscalationPolicy policy = _build(_name);
                Volatile.Write(ref _current, policy);
                Volatile.Write(ref _reloads, new PolicyReloads(_reloads.Succeeded + 1, _reloads.Failed, null));
                PolicyLog.Reloaded(_logger, _name, policy.TriggerNames.Count, policy.Guarantee);
            }
            catch (Exception fault)
            {
                Volatile.Write(ref _reloads, new PolicyReloads(_reloads.Succeeded, _reloads.Failed + 1, fault.Message));
                PolicyLog.ReloadFailed(_logger, fault, _name, _reloads.Failed);
            }
        }
    }
}

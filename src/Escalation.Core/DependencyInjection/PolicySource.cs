using Escalation.Decisions;
using Escalation.Handoff;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Escalation.DependencyInjection;

/// <summary>Holds the current policy and router of one name and swaps both at once when the configuration of either changes.</summary>
/// <remarks>
/// Options are made by the factory and not read from a monitor: a monitor throws from its current value, and into the thread that triggers a reload,
/// as long as the configuration is invalid.
/// </remarks>
internal sealed class PolicySource : IDisposable
{
    private readonly string _name;
    private readonly Func<string, HandoffRouter?, ICollection<RoutingOrigin>, PolicySetup> _build;
    private readonly IOptionsChangeTokenSource<EscalationOptions>[] _changes;
    private readonly ILogger _logger;
    private readonly Lock _building = new();

    /// <summary>Two reloads that end each other's registrations would wait for each other's callbacks for ever.</summary>
    private readonly OneAtATime _reloading;
    private IConfigurationSection[] _sections = [];
    private IDisposable[] _watch = [];
    private PolicySetup? _current;
    private PolicyReloads _reloads = new(0, 0, null);
    private bool _disposed;

    /// <summary>Watches one policy.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="build">Builds it anew; given the router to keep, if it was read from no configuration, and told what the router was read from.</param>
    /// <param name="changes">The changes of all policies' options.</param>
    /// <param name="logger">Is told of what is built and refused.</param>
    internal PolicySource(string name, Func<string, HandoffRouter?, ICollection<RoutingOrigin>, PolicySetup> build, IEnumerable<IOptionsChangeTokenSource<EscalationOptions>> changes, ILogger logger)
    {
        _name = name;
        _build = build;
        _logger = logger;
        _reloading = new OneAtATime(Reload);
        _changes = [.. changes.Where(change => string.Equals(change.Name, name, StringComparison.Ordinal))];
    }

    internal PolicySetup Current => Volatile.Read(ref _current) ?? BuildFirst();

    internal PolicyReloads Reloads => Volatile.Read(ref _reloads);

    public void Dispose()
    {
        IDisposable[] watch;
        lock (_building)
        {
            _disposed = true;
            (watch, _watch) = (_watch, []);
        }

        End(watch);
    }

    private static void End(IDisposable[] watch)
    {
        foreach (IDisposable registration in watch)
        {
            registration.Dispose();
        }
    }

    private PolicySetup BuildFirst()
    {
        PolicySetup setup;
        List<IChangeToken> tokens;
        lock (_building)
        {
            if (_current is { } built)
            {
                return built;
            }

            tokens = Tokens();
            setup = Build(tokens);
            Say(PolicyLog.Built, setup);
            Volatile.Write(ref _current, setup);
        }

        Watch(tokens);
        return setup;
    }

    /// <summary>Runs in the thread that changed the configuration, which must not be struck by what is wrong with it.</summary>
    private void Reload()
    {
        IDisposable[] ended;
        List<IChangeToken> tokens;
        lock (_building)
        {
            if (_disposed)
            {
                return;
            }

            tokens = Tokens();
            try
            {
                PolicySetup setup = Build(tokens);
                Volatile.Write(ref _current, setup);
                Volatile.Write(ref _reloads, new PolicyReloads(_reloads.Succeeded + 1, _reloads.Failed, null));
                Say(PolicyLog.Reloaded, setup);
            }
            catch (Exception fault)
            {
                Volatile.Write(ref _reloads, new PolicyReloads(_reloads.Succeeded, _reloads.Failed + 1, fault.Message));
                PolicyLog.ReloadFailed(_logger, fault, _name, _reloads.Failed);
            }

            (ended, _watch) = (_watch, []);
        }

        // Outside the lock: ending a registration waits for its callback.
        End(ended);
        Watch(tokens);
    }

    private void Say(Action<ILogger, string, int, Guarantee> message, PolicySetup setup)
    {
        if (setup.Policy is { } policy)
        {
            message(_logger, _name, policy.TriggerNames.Count, policy.Guarantee);
        }
    }

    /// <summary>What tells of the next change; taken before anything is read, so that no change falls in between.</summary>
    private List<IChangeToken> Tokens() =>
        [.. _changes.Select(change => change.GetChangeToken()), .. _sections.Select(section => section.GetReloadToken())];

    private PolicySetup Build(List<IChangeToken> tokens)
    {
        List<RoutingOrigin> read = [];
        try
        {
            return _build(_name, _sections.Length == 0 ? _current?.Router : null, read);
        }
        finally
        {
            // A build that failed has not read everything, so what was read before is watched on.
            tokens.AddRange(read.Select(origin => origin.Changed));
            _sections = [.. read.Select(origin => origin.Section), .. _sections.Where(known => !read.Exists(origin => string.Equals(origin.Section.Path, known.Path, StringComparison.OrdinalIgnoreCase)))];
        }
    }

    /// <summary>All sections of one configuration share a token, so that its reload is one change. A change that came meanwhile is seen at once.</summary>
    private void Watch(List<IChangeToken> tokens)
    {
        IDisposable[] watch = [.. tokens.Distinct().Select(token => token.RegisterChangeCallback(static source => ((PolicySource)source!)._reloading.Run(), this))];
        lock (_building)
        {
            if (!_disposed)
            {
                _watch = [.. _watch, .. watch];
                return;
            }
        }

        End(watch);
    }
}

using System.Text;
using Escalation.Auditing;
using Escalation.Core.Tests.Decisions;
using Escalation.Core.Tests.Journal;
using Escalation.Decisions;
using Escalation.Handoff;
using Escalation.Journal;
using Escalation.Runtime;
using Escalation.Tests.Shared;

namespace Escalation.Core.Tests.Runtime;

/// <summary>A runtime with everything around it in memory, and an act that counts.</summary>
internal sealed class RuntimeBench : IDisposable
{
    public RuntimeBench(Signal signal, EscalationRuntimeOptions? options = null, IHandoffChannel? channel = null, IAuditSink? audit = null)
        : this(Policy(new StubTrigger("stub", signal)), options, channel, audit)
    {
    }

    public RuntimeBench(EscalationPolicy policy, EscalationRuntimeOptions? options = null, IHandoffChannel? channel = null, IAuditSink? audit = null)
    {
        ThePolicy = policy;
        Log = AuditLog.Open(Storage, new AuditLogOptions { Durability = JournalDurability.Written, Time = Time });
        Runtime = new EscalationRuntime(policy, Router, channel ?? Channel, audit ?? Log, (options ?? new EscalationRuntimeOptions()) with { Time = Time });
    }

    /// <summary>A runtime whose policy can be replaced.</summary>
    public RuntimeBench(Func<EscalationPolicy> policy, EscalationRuntimeOptions options)
    {
        ThePolicy = policy();
        Log = AuditLog.Open(Storage, new AuditLogOptions { Durability = JournalDurability.Written, Time = Time });
        Runtime = new EscalationRuntime(policy, Router, Channel, Log, options with { Time = Time });
    }

    public static HandoffRouter Router { get; } = HandoffRouter.Build(r => r.Queue("desk", "team").Route("default", "desk"));

    public EscalationPolicy ThePolicy { get; }

    public ManualTimeProvider Time { get; } = new();

    public MemoryJournalStorage Storage { get; } = new();

    public AuditLog Log { get; }

    public InProcessHandoffChannel Channel { get; } = new();

    public EscalationRuntime Runtime { get; }

    public int Acts { get; private set; }

    /// <summary>What the log held when the act began.</summary>
    public string LogAtAct { get; private set; } = "";

    public string LogText => Encoding.UTF8.GetString(Storage.Bytes);

    public AuditRecord[] Records
    {
        get
        {
            using var stream = new MemoryStream(Storage.Bytes);
            return [.. AuditReader.Read(stream)];
        }
    }

    public string[] Kinds => [.. Records.Select(record => record.Kind.Code)];

    public static EscalationPolicy Policy(params ITrigger[] triggers) => EscalationPolicy.Build(p =>
    {
        foreach (ITrigger trigger in triggers)
        {
            p.Add(trigger);
        }
    });

    public static AgentTurn Turn(string? id = "t", string request = "help") => new() { Id = id, Request = request };

    public ValueTask Act(CancellationToken cancellationToken)
    {
        Acts++;
        LogAtAct = LogText;
        return ValueTask.CompletedTask;
    }

    public async Task<HandleResult> Handle(AgentTurn? turn = null, CancellationToken cancellationToken = default) =>
        await Runtime.HandleDetailedAsync(turn ?? Turn(), Act, cancellationToken);

    public void Dispose()
    {
        Log.Dispose();
        Channel.Dispose();
    }
}

using Escalation.Auditing;
using Microsoft.Extensions.DependencyInjection;

namespace HostedAgent;

/// <summary>What both policies share: queues, the desk, the audit log and the runtime that joins them.</summary>
internal static class EscalationSetup
{
    internal static IEscalationBuilder AddLoop(this IEscalationBuilder builder) => builder
        .AddRoutes(routes => routes
            .Queue("customer care", owner: "Ada")
            .Queue("finance", owner: "Carl")
            .Queue("legal", owner: "Lena")
            .Route("desk", "customer care")
            .Route("approvals", "finance")
            .Route("legal", "legal"))
        .AddChannel(services => services.GetRequiredService<ConsoleDesk>())
        .AddAuditSink(services => services.GetRequiredService<AuditLog>())
        .AddRuntime();
}

using Escalation.Auditing;
using Escalation.Calibration;

namespace Quickstart;

/// <summary>What a run of the loop brought.</summary>
internal sealed record QuickstartResult
{
    public required CascadeData Data { get; init; }

    public required Certificate Certificate { get; init; }

    public required IReadOnlyList<StreamedTurn> Turns { get; init; }

    public required int HandedOff { get; init; }

    public required RealisedRate Rate { get; init; }

    public required Comparison Comparison { get; init; }

    public required AuditVerification Audit { get; init; }

    public required string AuditLog { get; init; }
}

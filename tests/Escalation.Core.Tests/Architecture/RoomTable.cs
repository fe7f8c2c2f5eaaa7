using System.Collections.Frozen;

namespace Escalation.Core.Tests.Architecture;

/// <summary>Which room may use which, as the design lays it down. A room that is not listed does not exist.</summary>
internal static class RoomTable
{
    /// <summary>Every room but Statistics may use Decisions besides what stands here.</summary>
    internal static FrozenDictionary<string, string[]> Allowed { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Decisions"] = [],
        ["Statistics"] = [],
        ["Learning"] = ["Statistics"],
        ["Uncertainty"] = [],
        ["Triggers"] = ["Uncertainty", "Statistics", "Redaction"],
        ["Prediction"] = ["Uncertainty", "Learning", "Statistics"],
        ["Probes"] = ["Learning", "Statistics"],
        ["Calibration"] = ["Statistics"],
        ["Evaluation"] = ["Learning", "Statistics"],
        ["Redaction"] = [],
        ["Journal"] = [],
        ["Handoff"] = ["Redaction", "Journal"],
        ["Auditing"] = ["Redaction", "Journal"],
        ["Monitoring"] = ["Statistics", "Calibration", "Auditing"],
        ["Runtime"] = ["Handoff", "Auditing", "Monitoring", "Redaction", "Journal"],
        ["Telemetry"] = ["*"],
        ["DependencyInjection"] = ["*"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The only rooms that may refer to <c>Microsoft.Extensions</c>.</summary>
    internal static FrozenSet<string> MayUseExtensions { get; } = new[] { "Telemetry", "DependencyInjection" }.ToFrozenSet(StringComparer.Ordinal);

    internal static bool MayUse(string room, string other)
    {
        if (room == other || (other == "Decisions" && room != "Statistics"))
        {
            return true;
        }

        string[] allowed = Allowed[room];
        return allowed.Contains("*", StringComparer.Ordinal) || allowed.Contains(other, StringComparer.Ordinal);
    }
}

using System.Globalization;
using Escalation.Evaluation.Profiles;

namespace Escalation.Core.Tests.Evaluation.Profiles;

/// <summary>The golden counts of four models.</summary>
internal static class GoldenProfile
{
    internal static ProfileCondition[] Of(string model) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Golden", "profile.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Where(fields => fields[0] == model)
            .Select(fields => new ProfileCondition(fields[1], fields[2], fields[3] == "true", Count(fields[4]), Count(fields[5]), Count(fields[6]))),
    ];

    private static int Count(string field) => int.Parse(field, CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Escalation.Auditing;

/// <summary>Collects what a record says and what follows from it instead.</summary>
internal sealed class ReplayDifferences
{
    private readonly List<string> _found = [];

    /// <summary>Compares; two NaN are equal, and so are 0 and -0.</summary>
    internal void Expect<T>(string member, T recorded, T follows)
    {
        if (!EqualityComparer<T>.Default.Equals(recorded, follows))
        {
            _found.Add(string.Create(CultureInfo.InvariantCulture, $"{member} is {Text(recorded)}, but {Text(follows)} follows"));
        }
    }

    internal ReplayResult ToResult() => new(_found.Count == 0 ? ReplayStatus.Replays : ReplayStatus.Differs, _found);

    private static string Text<T>(T value) => value switch
    {
        null => "nothing",
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        string text => AuditCode.IsCode(text) ? text : AuditCode.Withheld,
        _ => value.ToString() ?? "",
    };
}

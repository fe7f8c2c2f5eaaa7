using System.Globalization;

namespace Escalation.Decisions;

/// <summary>Finds the route of a reason; the first rule that matches wins, the rule without a reason comes last.</summary>
internal sealed class PolicyRoutes
{
    internal const string DefaultKey = "default";

    private readonly RouteRule[] _rules;

    internal PolicyRoutes(IEnumerable<RouteRule> rules, IEnumerable<string> keysOfTriggers)
    {
        RouteRule[] given = [.. rules];
        RouteRule fallback = given.FirstOrDefault(rule => rule.When is null) ?? new RouteRule(DefaultKey, null, Priority.Normal);
        _rules = [.. given.Where(rule => rule.When is not null), fallback];
        string[] ofTriggers = [.. keysOfTriggers.Where(key => !string.Equals(key, fallback.Key, StringComparison.Ordinal))];
        Keys = [.. ofTriggers.Concat(_rules.Select(rule => rule.Key)).Distinct(StringComparer.Ordinal)];
    }

    internal IReadOnlyList<string> Keys { get; }

    /// <summary>All rules as text; the length before each text keeps two different lists from ever reading alike.</summary>
    internal string Configuration => string.Concat(_rules.Select(rule => string.Create(CultureInfo.InvariantCulture, $"{rule.When?.Code.Length ?? -1}:{rule.When?.Code};{rule.Key.Length}:{rule.Key};{(int)rule.Priority}\n")));

    /// <summary>Whether a rule names the reason itself.</summary>
    internal bool IsNamed(Reason reason) => Array.Exists(_rules, rule => rule.When == reason);

    internal RouteRule For(Reason reason)
    {
        foreach (RouteRule rule in _rules)
        {
            if (rule.When is not { } when || when == reason)
            {
                return rule;
            }
        }

        return _rules[^1];
    }
}

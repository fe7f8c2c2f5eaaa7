using Escalation.Prediction.Interventions;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Targets;

/// <summary>Which rows are trained on and which are kept out.</summary>
/// <param name="Train">Rows to train on.</param>
/// <param name="HeldOut">Rows of domains that are kept out.</param>
/// <param name="Domains">The domains kept out.</param>
internal sealed record TargetSplit(IReadOnlyList<TargetRow> Train, IReadOnlyList<TargetRow> HeldOut, IReadOnlyList<string> Domains)
{
    /// <exception cref="ToolException">Thrown when a domain is unknown, nothing would be left to train on, or a group or a question is on both sides.</exception>
    internal static TargetSplit Of(TargetTable table, TargetsRequest request)
    {
        IReadOnlyList<string> domains = request.HeldOutShare is { } share ? Draw(table, share, request.Seed) : request.HeldOut;
        HashSet<string> present = [.. table.Rows.Select(static row => row.Domain ?? "")];
        foreach (string domain in domains)
        {
            if (!present.Contains(domain))
            {
                throw new ToolException($"{table.Name}: --held-out: no row has the domain {ErrorText.Quote(domain)}; the domains are {string.Join(", ", present.Order(StringComparer.Ordinal).Select(ErrorText.Quote))}");
            }
        }

        HashSet<string> kept = new(domains, StringComparer.Ordinal);
        var split = new TargetSplit([.. table.Rows.Where(row => !IsKept(row))], [.. table.Rows.Where(IsKept)], domains);
        if (split.Train.Count == 0)
        {
            throw new ToolException($"{table.Name}: --held-out names every domain, so that nothing is left to train on");
        }

        RequireSeparate(table, split, ": the question", static row => row.Case.Prompt);
        if (request.Columns.Group is { } group)
        {
            RequireSeparate(table, split, $", column {ErrorText.Quote(group)}: the group", static row => row.Group!);
        }

        return split;

        bool IsKept(TargetRow row) => row.Domain is { } domain && kept.Contains(domain);
    }

    private static IReadOnlyList<string> Draw(TargetTable table, double share, ulong seed)
    {
        try
        {
            return HeldOutDomains.Draw(table.Rows.Select(static row => row.Domain!), share, seed);
        }
        catch (ArgumentException exception)
        {
            throw new ToolException($"{table.Name}: --held-out-share: {ErrorText.MessageOf(exception).TrimEnd('.')}", exception);
        }
    }

    /// <summary>What is on both sides of the split has been learned by heart when it is asked again.</summary>
    private static void RequireSeparate(TargetTable table, TargetSplit split, string what, Func<TargetRow, string> key)
    {
        var lines = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (TargetRow row in split.Train)
        {
            lines.TryAdd(key(row), row.Line);
        }

        if (split.HeldOut.FirstOrDefault(row => lines.ContainsKey(key(row))) is { } leak)
        {
            throw new ToolException($"{table.Name}: line {leak.Line}{what} {ErrorText.Quote(key(leak))} is kept out with its domain {ErrorText.Quote(leak.Domain!)}, but is also trained on, on line {lines[key(leak)]}");
        }
    }
}

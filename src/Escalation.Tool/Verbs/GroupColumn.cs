using Escalation.Tool.Input;
using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs;

/// <summary>Finds the column of groups that a certificate was made from; a certificate names its group only.</summary>
internal static class GroupColumn
{
    /// <summary>The only column in which the group occurs.</summary>
    /// <exception cref="ToolException">Thrown when there is none or more than one.</exception>
    internal static string Find(IReadOnlyList<string> files, string score, string group, ToolConsole console)
    {
        if (files.Contains(InputSource.StandardInput))
        {
            throw new ToolException("data from standard input is read once, so --group COL must name the column of groups");
        }

        string[] columns = InputSource.Guarded(files[0], () =>
        {
            using TableReader table = TableReader.Open(files[0], console);
            int own = table.IndexOf(score);
            var found = new SortedSet<int>();
            while (table.Read())
            {
                for (int column = 0; column < table.Columns.Count; column++)
                {
                    if (column != own && string.Equals(table.Get(column).Raw, group, StringComparison.Ordinal))
                    {
                        found.Add(column);
                    }
                }
            }

            return found.Select(column => table.Columns[column]).ToArray();
        });
        return columns is [string only]
            ? only
            : throw new ToolException($"{files[0]}: --group COL must name the column of groups; the group {ErrorText.Quote(group)} occurs in {(columns.Length == 0 ? "none" : string.Join(", ", columns.Select(ErrorText.Quote)))}");
    }
}

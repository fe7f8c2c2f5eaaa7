using System.Text;

namespace Escalation.Triggers.Sensitivity.Sentiment;

/// <summary>Reads the first two columns of a lexicon's line.</summary>
internal static class LexiconLine
{
    internal static (string Token, string Weight) FromTabs(string line)
    {
        string[] columns = line.Split('\t', 3);
        return columns.Length < 2 ? ("", "") : (columns[0], columns[1].Trim());
    }

    /// <summary>A field may be quoted, with quotes doubled inside.</summary>
    internal static (string Token, string Weight) FromCsv(string line)
    {
        int at = 0;
        string token = Field(line, ref at);
        return (token, at < line.Length ? Field(line, ref at) : "");
    }

    private static string Field(string line, ref int at)
    {
        var field = new StringBuilder();
        bool quoted = at < line.Length && line[at] == '"';
        at += quoted ? 1 : 0;
        while (at < line.Length)
        {
            char c = line[at++];
            if (quoted && c == '"')
            {
                if (at < line.Length && line[at] == '"')
                {
                    at++;
                }
                else
                {
                    quoted = false;
                    continue;
                }
            }
            else if (!quoted && c == ',')
            {
                break;
            }

            field.Append(c);
        }

        return field.ToString();
    }
}

using Escalation.Tool.Output;

namespace Escalation.Tool.Verbs.Score;

/// <summary>Names the columns of scores after the files of the probes.</summary>
internal static class ProbeNames
{
    /// <summary>The names without folder and ending, in the order of the files.</summary>
    /// <exception cref="ToolException">Thrown when two files have one name, or a name is that of the column of rows.</exception>
    internal static string[] Of(IReadOnlyList<string> files)
    {
        string[] names = [.. files.Select(Path.GetFileNameWithoutExtension)!];
        for (int i = 0; i < names.Length; i++)
        {
            int earlier = Array.IndexOf(names, names[i]);
            if (earlier < i)
            {
                throw new ToolException($"--probe {files[i]}: its column would be {ErrorText.Quote(names[i])}, which is that of {files[earlier]}; give the files different names");
            }

            if (names[i] == ScoreText.RowColumn || string.IsNullOrWhiteSpace(names[i]))
            {
                throw new ToolException($"--probe {files[i]}: {ErrorText.Quote(names[i])} cannot be a column of scores; give the file another name");
            }
        }

        return names;
    }
}

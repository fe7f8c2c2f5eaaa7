namespace Escalation.Mutants.Scoring;

/// <summary>One small change of the source, switched on by its number.</summary>
/// <param name="Id">The number.</param>
/// <param name="File">The file, from the root of the repository.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Source">The text of that line.</param>
/// <param name="Kind">The kind of change.</param>
/// <param name="Before">The text that is changed.</param>
/// <param name="After">What it becomes.</param>
/// <param name="Static">Whether it stands in a static initialiser.</param>
internal sealed record Change(int Id, string File, int Line, string Source, string Kind, string Before, string After, bool Static)
{
    /// <summary>The room: the first folder of the library that the file is in.</summary>
    internal string Room => File.Split('/')[2];
}

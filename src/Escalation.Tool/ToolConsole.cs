namespace Escalation.Tool;

/// <summary>Where a run reads and writes, so that a test can run the whole command in process.</summary>
internal sealed class ToolConsole(Stream input, TextWriter output, TextWriter error)
{
    internal const int DefaultWidth = 120;

    /// <summary>Standard input as bytes; it may be compressed.</summary>
    internal Stream Input { get; } = input;

    /// <summary>Standard output: the answer and nothing else.</summary>
    internal TextWriter Output { get; } = output;

    /// <summary>Standard error: messages.</summary>
    internal TextWriter Error { get; } = error;

    /// <summary>How wide a table may be, in characters.</summary>
    internal int Width { get; init; } = DefaultWidth;

    /// <summary>Whether tables use only ASCII, because nobody's terminal shows them.</summary>
    internal bool Plain { get; init; } = true;

    /// <summary>Whether standard error is a terminal, so that somebody watches how long work gets on.</summary>
    internal bool Live { get; init; }

    /// <summary>Times long work.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}

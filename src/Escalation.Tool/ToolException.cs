namespace Escalation.Tool;

/// <summary>Bad usage or bad input: the run ends with exit code 2 and this message as its one line on standard error.</summary>
internal sealed class ToolException : Exception
{
    internal ToolException(string message)
        : base(message)
    {
    }

    internal ToolException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

namespace Escalation.Tests.Shared;

/// <summary>A fact that needs the real data sets. Without <c>ESCALATION_DATA</c> it is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public const string Variable = "ESCALATION_DATA";

    public DataFactAttribute(string relativePath)
    {
        string? folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
        {
            Skip = $"{Variable} is not set: the real data set {relativePath} is not here";
        }
        else if (!Path.Exists(Path.Combine(folder, relativePath)))
        {
            Skip = $"{Variable} has no {relativePath}";
        }
    }

    /// <summary>The full path of a data file; only to be called from a test that this attribute lets run.</summary>
    public static string PathOf(string relativePath) =>
        Path.Combine(Environment.GetEnvironmentVariable(Variable)!, relativePath);
}

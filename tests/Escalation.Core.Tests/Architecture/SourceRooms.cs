using System.Reflection;
using System.Text.RegularExpressions;

namespace Escalation.Core.Tests.Architecture;

/// <summary>Knows the room of every type of the library: the first folder of the file that declares it.</summary>
internal static partial class SourceRooms
{
    internal const string Root = "";

    private static readonly Dictionary<string, string> RoomsByType = ReadRooms();

    internal static Assembly Library { get; } = typeof(Escalation.Decisions.EscalationPolicy).Assembly;

    /// <summary>The room of a type, <see cref="Root"/> for the guard shared by all, or null for generated code.</summary>
    internal static string? RoomOf(Type type)
    {
        Type outer = type;
        while (outer.DeclaringType is { } declaring)
        {
            outer = declaring;
        }

        string name = outer.IsGenericType ? outer.GetGenericTypeDefinition().FullName! : outer.FullName!;
        int arity = name.IndexOf('`', StringComparison.Ordinal);
        return RoomsByType.GetValueOrDefault(arity < 0 ? name : name[..arity]);
    }

    internal static IEnumerable<(string File, string Folder, string Namespace, string Type)> Declarations()
    {
        string source = Path.Combine(RepositoryFiles.Root, "src", "Escalation.Core");
        foreach (string file in RepositoryFiles.SourceFiles("src/Escalation.Core"))
        {
            string text = File.ReadAllText(file);
            string folder = Path.GetRelativePath(source, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '.');
            string space = NamespacePattern().Match(text).Groups[1].Value;
            foreach (Match type in TypePattern().Matches(text))
            {
                yield return (Path.GetRelativePath(RepositoryFiles.Root, file), folder == "." ? Root : folder, space, type.Groups[1].Value);
            }
        }
    }

    private static Dictionary<string, string> ReadRooms()
    {
        var rooms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((_, string folder, string space, string type) in Declarations())
        {
            rooms[$"{space}.{type}"] = folder.Split('.')[0];
        }

        return rooms;
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NamespacePattern();

    [GeneratedRegex(@"^(?:public |internal )(?:(?:abstract|sealed|static|partial|readonly|ref) )*(?:class|struct|interface|enum|delegate \S+|record struct|record class|record) (\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex TypePattern();
}

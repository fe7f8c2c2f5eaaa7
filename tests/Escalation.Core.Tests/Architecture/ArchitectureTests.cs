using System.Reflection;
using System.Runtime.CompilerServices;

namespace Escalation.Core.Tests.Architecture;

/// <summary>Holds the library to the design: rooms and their directions, one type a file, small files, no shared mutable state.</summary>
public class ArchitectureTests
{
    private const int LongestFile = 350;

    private static IEnumerable<(Type Type, string Room)> TypesWithRooms() => SourceRooms.Library.GetTypes()
        .Select(type => (Type: type, Room: SourceRooms.RoomOf(type)))
        .Where(pair => pair.Room is not null)
        .Select(pair => (pair.Type, pair.Room!));

    [Fact]
    public void Every_room_stands_in_the_table()
    {
        string[] unknown = [.. TypesWithRooms().Select(pair => pair.Room).Distinct().Where(room => room != SourceRooms.Root && !RoomTable.Allowed.ContainsKey(room))];

        Assert.Empty(unknown);
    }

    [Fact]
    public void Rooms_use_only_the_rooms_that_the_table_allows()
    {
        string[] violations = [.. TypesWithRooms()
            .Where(pair => pair.Room != SourceRooms.Root)
            .SelectMany(pair => AssemblyReferences.Of(pair.Type)
                .Where(used => used.Assembly == SourceRooms.Library)
                .Select(used => (pair.Type, pair.Room, Used: used, UsedRoom: SourceRooms.RoomOf(used))))
            .Where(use => use.UsedRoom is not (null or SourceRooms.Root) && !RoomTable.MayUse(use.Room, use.UsedRoom))
            .Select(use => $"{use.Type.FullName} ({use.Room}) uses {use.Used.FullName} ({use.UsedRoom})")
            .Distinct()];

        Assert.Empty(violations);
    }

    [Fact]
    public void The_reader_of_references_sees_into_method_bodies()
    {
        IReadOnlySet<Type> used = AssemblyReferences.Of(typeof(Escalation.Decisions.EscalationPolicyBuilder));

        Assert.Contains(used, type => type.Name == "GuaranteeFinder");
    }

    [Fact]
    public void Only_telemetry_and_dependency_injection_know_Microsoft_Extensions()
    {
        string[] violations = [.. TypesWithRooms()
            .Where(pair => !RoomTable.MayUseExtensions.Contains(pair.Room))
            .SelectMany(pair => AssemblyReferences.Of(pair.Type)
                .Where(used => used.Assembly.GetName().Name!.StartsWith("Microsoft.Extensions", StringComparison.Ordinal))
                .Select(used => $"{pair.Type.FullName} uses {used.FullName}"))];

        Assert.Empty(violations);
    }

    [Fact]
    public void Statistics_uses_only_the_framework_and_MathNet()
    {
        string[] violations = [.. TypesWithRooms()
            .Where(pair => pair.Room == "Statistics")
            .SelectMany(pair => AssemblyReferences.Of(pair.Type))
            .Select(used => used.Assembly)
            .Where(assembly => assembly != SourceRooms.Library)
            .Select(assembly => assembly.GetName().Name!)
            .Distinct()
            .Where(name => !name.StartsWith("System.", StringComparison.Ordinal) && name != "MathNet.Numerics")];

        Assert.Empty(violations);
    }

    [Fact]
    public void Namespaces_are_the_folder_names()
    {
        string[] violations = [.. SourceRooms.Declarations()
            .Where(type => !IsExpectedNamespace(type.Folder, type.Namespace, type.Type))
            .Select(type => $"{type.File}: {type.Namespace}.{type.Type}")];

        Assert.Empty(violations);
    }

    [Fact]
    public void One_type_a_file_named_after_it()
    {
        // A generic type may stand beside its plain base of the same name.
        string[] violations = [.. SourceRooms.Declarations()
            .GroupBy(type => type.File)
            .Where(file => file.Select(type => type.Type).Distinct().Count() > 1 || !Path.GetFileName(file.Key).StartsWith(file.First().Type, StringComparison.Ordinal))
            .Select(file => $"{file.Key}: {string.Join(", ", file.Select(type => type.Type))}")];

        Assert.Empty(violations);
    }

    [Fact]
    public void No_file_is_longer_than_the_house_allows()
    {
        string[] violations = [.. RepositoryFiles.SourceFiles("src", "tests", "benchmarks", "samples")
            .Select(file => (File: Path.GetRelativePath(RepositoryFiles.Root, file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.File}: {file.Lines} lines")];

        Assert.Empty(violations);
    }

    [Fact]
    public void Nothing_static_is_mutable()
    {
        string[] violations = [.. TypesWithRooms()
            .Where(pair => !pair.Type.IsDefined(typeof(CompilerGeneratedAttribute)))
            .SelectMany(pair => pair.Type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field is { IsLiteral: false, IsInitOnly: false })
            .Where(field => !field.IsDefined(typeof(ThreadStaticAttribute)))
            .Where(field => !field.Name.StartsWith('<'))
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}")];

        Assert.Empty(violations);
    }

    [Fact]
    public void No_project_file_publishes_ahead_of_time_or_names_a_package_source()
    {
        string[] violations = [.. Directory.EnumerateFiles(RepositoryFiles.Root, "*.*proj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(RepositoryFiles.Root, "*.props"))
            .Append(Path.Combine(RepositoryFiles.Root, "nuget.config"))
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("<PublishAot>", StringComparison.Ordinal) || text.Contains("packageSources", StringComparison.OrdinalIgnoreCase)))];

        Assert.Empty(violations);
    }

    private static bool IsExpectedNamespace(string folder, string space, string type) => space switch
    {
        "Escalation" => folder == SourceRooms.Root || type.EndsWith("Extensions", StringComparison.Ordinal),
        "Microsoft.Extensions.DependencyInjection" => folder.StartsWith("DependencyInjection", StringComparison.Ordinal),
        _ => space == $"Escalation.{folder}",
    };
}

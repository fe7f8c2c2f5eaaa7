using System.Text.Json;

namespace Escalation.Core.Tests.Architecture;

/// <summary>The list of eng/Mutants goes with the source: a defect whose place has moved away would prove nothing.</summary>
public class SemanticMutantTests
{
    private static readonly string List = Path.Combine(RepositoryFiles.Root, "eng", "Mutants", "Semantic", "mutants.json");

    [Fact]
    public void The_text_that_a_semantic_mutant_replaces_occurs_exactly_once_in_its_file()
    {
        using JsonDocument mutants = JsonDocument.Parse(File.ReadAllText(List));

        Assert.True(mutants.RootElement.GetArrayLength() >= 30);
        foreach (JsonElement mutant in mutants.RootElement.EnumerateArray())
        {
            string name = mutant.GetProperty("name").GetString()!;
            string from = mutant.GetProperty("from").GetString()!;
            string file = Path.Combine(RepositoryFiles.Root, mutant.GetProperty("file").GetString()!);

            Assert.True(File.Exists(file), $"{name}: there is no {file}");
            Assert.True(File.ReadAllText(file).Split(from).Length == 2, $"{name}: '{from}' does not occur exactly once in {file}");
            Assert.NotEqual(from, mutant.GetProperty("to").GetString());
        }
    }

    [Fact]
    public void A_semantic_mutant_names_tests_that_exist()
    {
        using JsonDocument mutants = JsonDocument.Parse(File.ReadAllText(List));

        foreach (JsonElement mutant in mutants.RootElement.EnumerateArray())
        {
            string folder = Path.Combine("tests", mutant.GetProperty("project").GetString()!);
            string[] files = [.. RepositoryFiles.SourceFiles(folder).Select(file => Path.GetFileNameWithoutExtension(file)!)];
            string[] folders = [.. Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root, folder), "*", SearchOption.AllDirectories).Select(path => Path.GetFileName(path)!)];
            foreach (JsonElement test in mutant.GetProperty("tests").EnumerateArray())
            {
                string part = test.GetString()!;
                string[] words = part.Split('.');

                Assert.True(
                    words.Any(word => files.Any(file => file.Contains(word, StringComparison.Ordinal)) || folders.Contains(word)),
                    $"{mutant.GetProperty("name").GetString()}: no test class has {part} in its name");
            }
        }
    }
}

using System.Text.Json;
using Escalation.Mutants;

// Shows that each of the defects in mutants.json is noticed by the tests named beside it:
//   dotnet run -c Release --project eng/Mutants -- [--only WORD]
// from the root of the repository. Exit code 0 when every mutant is killed, 1 when one survives, 2 when the run could not be made.
string? only = args is ["--only", var word] ? word : null;
if (args.Length > 0 && only is null)
{
    Console.Error.WriteLine("usage: [--only WORD]");
    return 2;
}

try
{
    string file = Path.Combine(AppContext.BaseDirectory, "mutants.json");
    Mutant[] all = JsonSerializer.Deserialize<Mutant[]>(File.ReadAllText(file), new JsonSerializerOptions(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase })!;
    Mutant[] mutants = [.. all.Where(mutant => only is null || mutant.Name.Contains(only, StringComparison.OrdinalIgnoreCase))];
    using Workbench bench = Workbench.Create(Directory.GetCurrentDirectory(), mutants.Select(mutant => mutant.Project).Distinct());

    // Tests that fail anyway would make every mutant look killed; a filter that selects nothing makes it survive.
    foreach (Mutant mutant in mutants.DistinctBy(mutant => (mutant.Project, mutant.Filter)))
    {
        if (!bench.TestsPass(mutant))
        {
            throw new MutantException($"the tests {mutant.Project} {mutant.Filter} do not pass without a mutant");
        }
    }

    int survivors = 0;
    for (int i = 0; i < mutants.Length; i++)
    {
        Mutant mutant = mutants[i];
        Action restore = bench.Apply(mutant);
        bench.BuildLibrary(mutant.Project);
        bool survives = bench.TestsPass(mutant);
        restore();
        survivors += survives ? 1 : 0;
        Console.WriteLine($"{i + 1,3}/{mutants.Length} {(survives ? "SURVIVED" : "killed  ")} {mutant.Name} ({Path.GetFileName(mutant.File)})");
    }

    Console.WriteLine($"{mutants.Length - survivors} of {mutants.Length} killed");
    return survivors == 0 ? 0 : 1;
}
catch (MutantException exception)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}

// JSON schemas for kubeconform, of what Kubernetes itself knows and of custom resources, strict: an unknown field is an error.
//
//	schemas FOLDER swagger.json [CRD.yaml …]
//
// Writes FOLDER/<kind>-<first part of the group>-<version>.json.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

const definitions = "_definitions.json"

type object = map[string]any

func main() {
	if len(os.Args) < 3 {
		fail(fmt.Errorf("usage: schemas FOLDER swagger.json [CRD.yaml …]"))
	}
	folder := os.Args[1]
	if err := os.MkdirAll(folder, 0o755); err != nil {
		fail(err)
	}
	count, err := writeKubernetes(folder, os.Args[2])
	if err != nil {
		fail(err)
	}
	for _, file := range os.Args[3:] {
		custom, err := writeCustom(folder, file)
		if err != nil {
			fail(fmt.Errorf("%s: %w", file, err))
		}
		count += custom
	}
	fmt.Printf("%d schemas\n", count)
}

func writeKubernetes(folder, swagger string) (int, error) {
	text, err := os.ReadFile(swagger)
	if err != nil {
		return 0, err
	}
	moved := strings.ReplaceAll(string(text), `"#/definitions/`, `"`+definitions+`#/definitions/`)
	var document struct {
		Definitions map[string]object `json:"definitions"`
	}
	if err := json.Unmarshal([]byte(moved), &document); err != nil {
		return 0, err
	}
	kinds := 0
	for name, schema := range document.Definitions {
		strict(schema)
		for _, kind := range groupVersionKinds(schema) {
			reference := object{"$ref": definitions + "#/definitions/" + name}
			if err := write(folder, file(kind["kind"], kind["group"], kind["version"]), reference); err != nil {
				return kinds, err
			}
			kinds++
		}
	}
	// Swagger calls both a string.
	document.Definitions["io.k8s.apimachinery.pkg.util.intstr.IntOrString"] = object{"type": []string{"string", "integer"}}
	document.Definitions["io.k8s.apimachinery.pkg.api.resource.Quantity"] = object{"type": []string{"string", "number"}}
	return kinds, write(folder, definitions, object{"definitions": document.Definitions})
}

func writeCustom(folder, path string) (int, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	var crd struct {
		Spec struct {
			Group    string
			Names    struct{ Kind string }
			Versions []struct {
				Name   string
				Schema struct{ OpenAPIV3Schema object }
			}
		}
	}
	if err := yaml.Unmarshal(text, &crd); err != nil {
		return 0, err
	}
	for _, version := range crd.Spec.Versions {
		schema := version.Schema.OpenAPIV3Schema
		strict(schema)
		delete(schema["properties"].(object), "metadata") // checked by its own rules only
		schema["properties"].(object)["metadata"] = object{"type": "object"}
		if err := write(folder, file(crd.Spec.Names.Kind, crd.Spec.Group, version.Name), schema); err != nil {
			return 0, err
		}
	}
	return len(crd.Spec.Versions), nil
}

func groupVersionKinds(schema object) []map[string]string {
	var kinds []map[string]string
	list, _ := schema["x-kubernetes-group-version-kind"].([]any)
	for _, entry := range list {
		kind := map[string]string{}
		for key, value := range entry.(object) {
			kind[key], _ = value.(string)
		}
		kinds = append(kinds, kind)
	}
	return kinds
}

// strict lets no property in that the schema doesn't name.
func strict(node any) {
	switch value := node.(type) {
	case object:
		if value["x-kubernetes-int-or-string"] == true {
			delete(value, "type")
		}
		_, named := value["properties"].(object)
		_, said := value["additionalProperties"]
		if named && !said && value["x-kubernetes-preserve-unknown-fields"] != true {
			value["additionalProperties"] = false
		}
		for _, child := range value {
			strict(child)
		}
	case []any:
		for _, child := range value {
			strict(child)
		}
	}
}

func file(kind, group, version string) string {
	parts := []string{strings.ToLower(kind)}
	if first, _, _ := strings.Cut(group, "."); first != "" {
		parts = append(parts, first)
	}
	return strings.Join(append(parts, version), "-") + ".json"
}

func write(folder, name string, content any) error {
	text, err := json.Marshal(content)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, name), text, 0o644)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "schemas:", err)
	os.Exit(1)
}

package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	scheduling "k8s.io/api/scheduling/v1"
	failures "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"sigs.k8s.io/yaml"
)

const lookEvery = 200 * time.Millisecond

// hands does what controllers and kubelets would have done, as far as the check needs it.
type hands struct {
	client    *kubernetes.Clientset
	dynamic   *dynamic.DynamicClient
	namespace string
}

func newHands(kubeconfig, namespace string) (*hands, error) {
	config, err := clientcmd.BuildConfigFromFlags("", kubeconfig)
	if err != nil {
		return nil, err
	}
	config.QPS, config.Burst = 200, 400
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	objects, err := dynamic.NewForConfig(config)
	return &hands{client, objects, namespace}, err
}

// do runs one command of the script.
func (h *hands) do(ctx context.Context, command string, arguments []string) error {
	switch command {
	case "namespace":
		return h.makeNamespace(ctx)
	case "crd":
		return h.define(ctx, arguments)
	case "priority":
		return h.makePriority(ctx, arguments[0])
	case "finish":
		return h.finish(ctx)
	case "pods":
		return h.makePods(ctx)
	case "list":
		return h.list(ctx)
	}
	return fmt.Errorf("unknown command %s", command)
}

// makeNamespace makes it with PodSecurity's strictest profile enforced, and the account that a controller would make.
func (h *hands) makeNamespace(ctx context.Context) error {
	_, err := h.client.CoreV1().Namespaces().Create(ctx, &core.Namespace{ObjectMeta: meta.ObjectMeta{
		Name: h.namespace,
		Labels: map[string]string{
			"pod-security.kubernetes.io/enforce": "restricted", "pod-security.kubernetes.io/warn": "restricted",
		},
	}}, meta.CreateOptions{})
	if err != nil {
		return err
	}
	_, err = h.client.CoreV1().ServiceAccounts(h.namespace).Create(ctx, &core.ServiceAccount{ObjectMeta: meta.ObjectMeta{Name: "default"}}, meta.CreateOptions{})
	if err != nil {
		return err
	}
	_, err = h.client.CoreV1().Pods(h.namespace).Create(ctx, &core.Pod{
		ObjectMeta: meta.ObjectMeta{Name: "root"},
		Spec:       core.PodSpec{Containers: []core.Container{{Name: "root", Image: "root"}}},
	}, meta.CreateOptions{})
	if !failures.IsForbidden(err) || !strings.Contains(err.Error(), "PodSecurity") {
		return fmt.Errorf("a pod that is not restricted was not refused by PodSecurity: %w", err)
	}
	return nil
}

// define makes the kinds of the files known.
func (h *hands) define(ctx context.Context, files []string) error {
	crds := h.dynamic.Resource(schema.GroupVersionResource{Group: "apiextensions.k8s.io", Version: "v1", Resource: "customresourcedefinitions"})
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal(text, &object.Object); err != nil {
			return err
		}
		if _, err := crds.Create(ctx, object, meta.CreateOptions{}); err != nil {
			return err
		}
	}
	return nil
}

// makePriority makes a class of it, for pods may only name one that is there.
func (h *hands) makePriority(ctx context.Context, name string) error {
	_, err := h.client.SchedulingV1().PriorityClasses().Create(ctx, &scheduling.PriorityClass{ObjectMeta: meta.ObjectMeta{Name: name}, Value: 1}, meta.CreateOptions{})
	return err
}

// finish says of every job and every pod of a test that it is done, until the context ends.
func (h *hands) finish(ctx context.Context) error {
	for {
		if err := h.finishOnce(ctx); err != nil && !failures.IsConflict(err) && !failures.IsNotFound(err) {
			if errors.Is(err, context.Canceled) {
				return nil
			}
			return err
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(lookEvery):
		}
	}
}

func (h *hands) finishOnce(ctx context.Context) error {
	jobs, err := h.client.BatchV1().Jobs(h.namespace).List(ctx, meta.ListOptions{})
	if err != nil {
		return err
	}
	for _, job := range jobs.Items {
		if job.Status.CompletionTime != nil {
			continue
		}
		if err := h.makePod(ctx, job.Name, job.Spec.Template); err != nil {
			return err
		}
		now := meta.Now()
		job.Status.StartTime, job.Status.CompletionTime, job.Status.Succeeded = &now, &now, 1
		for _, kind := range []batch.JobConditionType{batch.JobSuccessCriteriaMet, batch.JobComplete} {
			job.Status.Conditions = append(job.Status.Conditions, batch.JobCondition{
				Type: kind, Status: core.ConditionTrue, Reason: "Checked", LastTransitionTime: now, LastProbeTime: now,
			})
		}
		if _, err := h.client.BatchV1().Jobs(h.namespace).UpdateStatus(ctx, &job, meta.UpdateOptions{}); err != nil {
			return err
		}
		fmt.Println("job", job.Name)
	}
	return h.finishTests(ctx)
}

func (h *hands) finishTests(ctx context.Context) error {
	pods, err := h.client.CoreV1().Pods(h.namespace).List(ctx, meta.ListOptions{LabelSelector: "app.kubernetes.io/component=test"})
	if err != nil {
		return err
	}
	for _, pod := range pods.Items {
		if pod.Status.Phase == core.PodSucceeded {
			continue
		}
		pod.Status.Phase = core.PodSucceeded
		if _, err := h.client.CoreV1().Pods(h.namespace).UpdateStatus(ctx, &pod, meta.UpdateOptions{}); err != nil {
			return err
		}
		fmt.Println("test", pod.Name)
	}
	return nil
}

// makePods makes a pod of each deployment's template, as its controller would: what PodSecurity enforces, it enforces on pods.
// It prints what the server has of each deployment.
func (h *hands) makePods(ctx context.Context) error {
	deployments, err := h.client.AppsV1().Deployments(h.namespace).List(ctx, meta.ListOptions{})
	if err != nil {
		return err
	}
	for _, deployment := range deployments.Items {
		if err := h.makePod(ctx, deployment.Name, deployment.Spec.Template); err != nil {
			return err
		}
		fmt.Println(deployment.Name, *deployment.Spec.Replicas, deployment.Spec.Template.Spec.Containers[0].Image)
	}
	return nil
}

// makePod makes one and takes it away again.
func (h *hands) makePod(ctx context.Context, name string, template core.PodTemplateSpec) error {
	pod := &core.Pod{ObjectMeta: template.ObjectMeta, Spec: template.Spec}
	pod.Name = name + "-0"
	pods := h.client.CoreV1().Pods(h.namespace)
	if _, err := pods.Create(ctx, pod, meta.CreateOptions{}); err != nil {
		return err
	}
	now := int64(0)
	return pods.Delete(ctx, pod.Name, meta.DeleteOptions{GracePeriodSeconds: &now})
}

// list prints kind and name of everything that is there.
func (h *hands) list(ctx context.Context) error {
	_, lists, err := h.client.Discovery().ServerGroupsAndResources()
	if err != nil {
		return err
	}
	found := map[string]bool{} // some kinds are in two groups
	for _, list := range lists {
		group, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			return err
		}
		for _, resource := range list.APIResources {
			if !resource.Namespaced || !slices.Contains(resource.Verbs, "list") {
				continue
			}
			objects, err := h.dynamic.Resource(group.WithResource(resource.Name)).Namespace(h.namespace).List(ctx, meta.ListOptions{})
			if err != nil {
				return err
			}
			for _, object := range objects.Items {
				found[object.GetKind()+" "+object.GetName()] = true
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		fmt.Println(name)
	}
	return nil
}
